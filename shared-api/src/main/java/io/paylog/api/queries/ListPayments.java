package io.paylog.api.queries;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of a list of payments. A walk from page to page by cursor has no payment twice. It has every payment
 * that matches from the walk's beginning to its end; sorted by status (without {@code olderThan}), every one that matched
 * at its beginning, whatever happened to its status since, unless it has been deleted since, or has been changed since and
 * the list is of those changed at a time ({@link DateField#UPDATED_AT}).
 */
public record ListPayments(PaymentFilter filter, PaymentSort sort, PageRequest page, Freshness freshness)
        implements Query {

    /**
     * @param nextCursor absent: this is the last page
     * @param total how many payments match at the time of this page; absent unless asked for
     * @param position every event up to this position is in the payments shown
     */
    public record Page(
            List<PaymentView> payments,
            @Nullable String nextCursor,
            @Nullable Long total,
            long position) {

        public Page {
            payments = List.copyOf(payments);
        }
    }
}
