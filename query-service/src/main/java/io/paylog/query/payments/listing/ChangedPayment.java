package io.paylog.query.payments.listing;

import static com.mongodb.client.model.Projections.include;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.DateField;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.query.payments.PaymentDocument.StatusChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The part of a payment's document that tells whether it belongs to a walk that began before it changed, and where. Public,
 * as the driver needs it.
 */
public record ChangedPayment(
        @BsonId String id,
        PaymentStatus status,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant processedAt,
        List<StatusChange> statuses) {

    static final Bson FIELDS = include("status", "createdAt", "updatedAt", "processedAt", "statuses");

    /** Its key in a list by status as of the position; nothing if it was not in the list then, or has been deleted since. */
    Optional<SortKey> keyAt(long position, PaymentFilter filter) {
        return status == PaymentStatus.DELETED
                ? Optional.empty()
                : StatusChange.last(statuses, position)
                        .filter(then -> matched(then, filter))
                        .map(then -> SortKey.of(then.status(), id));
    }

    private boolean matched(StatusChange then, PaymentFilter filter) {
        return (filter.status() == null || filter.status() == then.status())
                && (filter.dates() == null
                        || filter.dates().contains(timeThen(then, filter.dates().field())));
    }

    private @Nullable Instant timeThen(StatusChange then, DateField field) {
        return switch (field) {
            case CREATED_AT -> createdAt;
            case UPDATED_AT -> updatedAt;
            case PROCESSED_AT ->
                switch (then.status()) {
                    case COMPLETED, PARTIALLY_REFUNDED, REFUNDED -> processedAt;
                    case PROCESSING, FAILED, DELETED -> null;
                };
            case FAILED_AT -> then.status() == PaymentStatus.FAILED ? then.at() : null;
        };
    }
}
