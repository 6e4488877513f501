package io.paylog.query.payments.listing;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.payments.PaymentDocument;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a payment is sorted by; no two have the same.
 *
 * @param value minor units, milliseconds since 1970, or the place of the status among those that are listed
 */
record SortKey(long value, String id) implements Comparable<SortKey> {

    /** In the order of their names, which is that of an index. */
    static final List<PaymentStatus> STATUSES = Arrays.stream(PaymentStatus.values())
            .filter(status -> status != PaymentStatus.DELETED)
            .sorted(Comparator.comparing(Enum::name))
            .toList();

    private static final Comparator<SortKey> ORDER =
            Comparator.comparingLong(SortKey::value).thenComparing(SortKey::id);

    /** Of the document as it is. */
    static SortKey of(PaymentSort sort, PaymentDocument document) {
        long value = switch (sort) {
            case CREATED_AT_ASC, CREATED_AT_DESC -> document.createdAt().toEpochMilli();
            case AMOUNT_ASC, AMOUNT_DESC -> document.amount();
            case STATUS_ASC, STATUS_DESC -> STATUSES.indexOf(document.status());
        };
        return new SortKey(value, document.id());
    }

    /** In lists by status. */
    static SortKey of(PaymentStatus status, String id) {
        return new SortKey(STATUSES.indexOf(status), id);
    }

    /** The value as documents have it. */
    Object stored(PaymentSort sort) {
        return switch (sort) {
            case CREATED_AT_ASC, CREATED_AT_DESC -> Instant.ofEpochMilli(value);
            case AMOUNT_ASC, AMOUNT_DESC -> value;
            case STATUS_ASC, STATUS_DESC -> status().name();
        };
    }

    /** @throws IndexOutOfBoundsException if the value is no status */
    PaymentStatus status() {
        return STATUSES.get(Math.toIntExact(value));
    }

    boolean isBehind(SortKey other, PaymentSort sort) {
        return sort.ascending() ? compareTo(other) > 0 : compareTo(other) < 0;
    }

    @Override
    public int compareTo(SortKey other) {
        return ORDER.compare(this, other);
    }
}
