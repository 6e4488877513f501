package io.paylog.query.payments.listing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Sorts;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.DateRange;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentDocument.StatusChange;
import io.paylog.query.payments.PaymentIndexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a list that is sorted by status, which changes while the walk goes on. It goes through the payments as
 * they were at the position P at which it began: every payment that existed and matched then comes exactly once, where its
 * status of then puts it, and is shown as it is now. (One that has been deleted since may be left out.)
 *
 * <p>P is the position of the whole view, the least of all segments. So every event up to P had been applied before the
 * walk began, whichever node read it and however far other segments were, and from then on:
 *
 * <ol>
 *   <li>Whoever changes a document raises its position above P. A document whose position is P or less is what it was at P.
 *   <li>Positions only grow. Once a document is above P it stays there.
 *   <li>What a document above P was at P is in its history of statuses; or it did not exist.
 * </ol>
 *
 * <p>Each page reads two parts, in this order: (a) the documents not above P behind the last key, along the index of the
 * list, no more than are asked for; (b) the documents above P, along their positions, keeping the first of them by the
 * status of then. A document that matched at P is in one of them: if it is not above P until (a) is over, (a) comes by it,
 * since its place in that index does not move; if it is above P before (b) begins, (b) comes by it, since there it can move
 * only forward, to where (b) still has to go; and there is no third case, as (a) is over before (b) begins. If it is in
 * both, it has the same key in both. Hence the first n of the two together are the first n behind the last key of all that
 * matched at P, a set and an order that nothing changes; and pages of such an order have each once.
 *
 * <p>Of conditions on other things that change, the times of the charge and of its failure are those at P as well. The time
 * of the last change is that of now: a payment that is changed meanwhile may enter or leave such a range, but never comes
 * twice.
 */
final class StatusWalk implements Walk {

    private final MongoCollection<PaymentDocument> view;
    private final PlainWalk unchanged;
    private final PaymentFilter filter;
    private final PaymentSort sort;
    private final long position;
    private final int maxChanged;

    /** @param maxChanged how many documents that have changed since the walk began are looked at for one page */
    StatusWalk(
            MongoCollection<PaymentDocument> view, ListPayments list, ListReads reads, long position, int maxChanged) {
        this.view = view;
        this.unchanged = new PlainWalk(view, reads, list.sort());
        this.filter = list.filter();
        this.sort = list.sort();
        this.position = position;
        this.maxChanged = maxChanged;
    }

    /** Payments that wait for the gateway are all of one status; a walk through them shows those that still do. */
    static boolean serves(ListPayments list) {
        return list.sort().field().equals("status") && list.filter().olderThan() == null;
    }

    /** @throws WalkOutrunException if too much has changed since the walk began */
    @Override
    public SequencedMap<SortKey, PaymentDocument> next(@Nullable SortKey after, int most) {
        Comparator<SortKey> order = sort.ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        NavigableMap<SortKey, PaymentDocument> first = new TreeMap<>(order);
        first.putAll(unchanged.next(after, most, lte("position", position)));
        addChanged(first, after, most);
        return first;
    }

    private void addChanged(NavigableMap<SortKey, PaymentDocument> first, @Nullable SortKey after, int most) {
        int seen = 0;
        try (MongoCursor<PaymentDocument> changed =
                changed().in(view).limit(maxChanged + 1).iterator()) {
            while (changed.hasNext()) {
                PaymentDocument document = changed.next();
                if (++seen > maxChanged) {
                    throw new WalkOutrunException(after != null);
                }
                keyThen(document)
                        .filter(key -> after == null || key.isBehind(after, sort))
                        .ifPresent(key -> first.putIfAbsent(key, document));
                if (first.size() > most) {
                    first.pollLastEntry();
                }
            }
        }
    }

    private IndexedRead changed() {
        List<Bson> conditions = new ArrayList<>(Conditions.lasting(filter));
        conditions.add(gt("position", position));
        // Those that came into being since are no part of the walk.
        conditions.add(lte("statuses.0.since", position));
        return new IndexedRead(and(conditions), Sorts.ascending("position"), PaymentIndexes.CHANGES);
    }

    private Optional<SortKey> keyThen(PaymentDocument document) {
        return document.status() == PaymentStatus.DELETED
                ? Optional.empty()
                : document.statusAt(position)
                        .filter(then -> matched(document, then))
                        .map(then -> SortKey.of(sort, document, then.status()));
    }

    private boolean matched(PaymentDocument document, StatusChange then) {
        DateRange dates = filter.dates();
        return (filter.status() == null || filter.status() == then.status())
                && (dates == null || dates.contains(timeThen(document, then, dates)));
    }

    private static @Nullable Instant timeThen(PaymentDocument document, StatusChange then, DateRange dates) {
        return switch (dates.field()) {
            case CREATED_AT -> document.createdAt();
            case UPDATED_AT -> document.updatedAt();
            case PROCESSED_AT ->
                switch (then.status()) {
                    case COMPLETED, PARTIALLY_REFUNDED, REFUNDED -> document.processedAt();
                    case PROCESSING, FAILED, DELETED -> null;
                };
            case FAILED_AT -> then.status() == PaymentStatus.FAILED ? then.at() : null;
        };
    }
}
