package io.paylog.query.payments;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.query.projecting.ViewDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A payment as MongoDB has it. Amounts are 64-bit integers of minor units.
 *
 * @param metadata pairs rather than fields, because keys may contain dots and dollar signs
 * @param attemptStartedAt when the current attempt to charge began
 * @param statuses every status that the payment has had, the oldest first; at most two for each attempt and three more
 */
public record PaymentDocument(
        @BsonId String id,
        long position,
        long version,
        String organizationId,
        String userId,
        @Nullable String workflowId,
        @Nullable String resourceId,
        long amount,
        String currency,
        long amountRefunded,
        PaymentStatus status,
        String paymentMethod,
        @Nullable String description,
        List<MetadataPair> metadata,
        int attempt,
        Instant attemptStartedAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant processedAt,
        @Nullable Instant failedAt,
        @Nullable FailureDocument failure,
        List<RefundDocument> refunds,
        List<StatusChange> statuses)
        implements ViewDocument {

    /**
     * The status that the payment had when every event up to the position was applied; nothing if it did not exist then.
     *
     * @param position not greater than one up to which the view had every event when this document was read
     */
    public Optional<StatusChange> statusAt(long position) {
        return StatusChange.last(statuses, position);
    }

    /**
     * @param since position of the event that gave the payment this status
     * @param at when that happened
     */
    public record StatusChange(PaymentStatus status, long since, Instant at) {

        /** The last of them up to the position. */
        public static Optional<StatusChange> last(List<StatusChange> changes, long position) {
            return changes.reversed().stream()
                    .filter(change -> change.since() <= position)
                    .findFirst();
        }
    }

    /** One pair of what the client attached. */
    public record MetadataPair(String key, String value) {}

    /** The gateway's definite no to the last attempt. */
    public record FailureDocument(String code, String message, boolean retryable) {}
}
