package io.paylog.query.payments.listing;

import com.mongodb.client.MongoCollection;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.payments.PaymentDocument;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a list whose order nothing changes: by amount, by time of creation, or within one status. No payment can
 * come twice, because its key is always on the same side of where a page ended. One that matches all the while comes; one
 * that begins or ceases to match may come or not.
 */
final class PlainWalk implements Walk {

    private final MongoCollection<PaymentDocument> view;
    private final ListReads reads;
    private final PaymentSort sort;
    private final Duration maxTime;

    PlainWalk(MongoCollection<PaymentDocument> view, ListReads reads, PaymentSort sort, Duration maxTime) {
        this.view = view;
        this.reads = reads;
        this.sort = sort;
        this.maxTime = maxTime;
    }

    @Override
    public SequencedMap<SortKey, PaymentDocument> next(@Nullable SortKey after, int most) {
        return next(after, most, new Bson[0]);
    }

    /** @param also a condition more */
    SequencedMap<SortKey, PaymentDocument> next(@Nullable SortKey after, int most, Bson... also) {
        SequencedMap<SortKey, PaymentDocument> found = new LinkedHashMap<>();
        for (IndexedRead read : reads.behind(after, also)) {
            if (found.size() < most) {
                read.in(view, maxTime)
                        .limit(most - found.size())
                        .forEach(document -> found.put(SortKey.of(sort, document), document));
            }
        }
        return found;
    }
}
