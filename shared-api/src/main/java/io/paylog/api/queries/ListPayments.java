package io.paylog.api.queries;

import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of an organization's payments. Deleted payments are never listed.
 *
 * @param status only payments of this status; absent: all
 * @param limit at most this many, {@value #MIN_LIMIT} to {@value #MAX_LIMIT}
 * @param cursor where the page starts: {@link Page#nextCursor()} of the same list; absent: at its beginning
 */
public record ListPayments(
        OrganizationId organizationId,
        @Nullable PaymentStatus status,
        PaymentSort sort,
        int limit,
        @Nullable String cursor,
        Freshness freshness)
        implements Query {

    public static final int MIN_LIMIT = 1;
    public static final int MAX_LIMIT = 100;

    /** @throws IllegalArgumentException if the limit is out of range or the status is never listed */
    public ListPayments {
        if (limit < MIN_LIMIT || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be " + MIN_LIMIT + " to " + MAX_LIMIT + ", was " + limit);
        }
        if (status == PaymentStatus.DELETED) {
            throw new IllegalArgumentException("deleted payments are not listed");
        }
    }

    /**
     * @param nextCursor absent: this is the last page
     * @param position every event up to this position is in the page
     */
    public record Page(List<PaymentView> payments, @Nullable String nextCursor, long position) {

        public Page {
            payments = List.copyOf(payments);
        }
    }
}
