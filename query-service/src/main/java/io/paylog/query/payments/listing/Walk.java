package io.paylog.query.payments.listing;

import io.paylog.query.payments.PaymentDocument;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Goes through a list from page to page. */
interface Walk {

    /**
     * The next payments, in the order of the list.
     *
     * @param after where the page before ended; absent: at the beginning
     * @param most how many at most; fewer mean that there are no more
     */
    SequencedMap<SortKey, PaymentDocument> next(@Nullable SortKey after, int most);
}
