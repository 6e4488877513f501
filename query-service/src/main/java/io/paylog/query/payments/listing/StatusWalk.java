package io.paylog.query.payments.listing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentIndexes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
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
 * both, it has the same key in both. (Of those in (b) only what decides is read, and in the end the documents of the few
 * that are shown; their keys are fixed by then.) Hence the first n of the two together are the first n behind the last key of all that
 * matched at P, a set and an order that nothing changes; and pages of such an order have each once.
 *
 * <p>Of conditions on other things that change, the times of the charge and of its failure are those at P as well. The time
 * of the last change is that of now: a payment that is changed meanwhile may enter or leave such a range, but never comes
 * twice.
 *
 * <p>Both parts pass over documents above P: (a) those in its way, (b) all of the organization. So they are counted first,
 * in the index, and a walk under which there are too many ends.
 */
final class StatusWalk implements Walk {

    private final MongoCollection<PaymentDocument> view;
    private final PlainWalk unchanged;
    private final PaymentFilter filter;
    private final PaymentSort sort;
    private final long position;
    private final ListingSettings settings;

    StatusWalk(
            MongoCollection<PaymentDocument> view,
            ListPayments list,
            ListReads reads,
            long position,
            ListingSettings settings) {
        this.view = view;
        this.unchanged = new PlainWalk(view, reads, list.sort(), settings.maxTime());
        this.filter = list.filter();
        this.sort = list.sort();
        this.position = position;
        this.settings = settings;
    }

    /** Payments that wait for the gateway are all of one status; a walk through them shows those that still do. */
    static boolean serves(ListPayments list) {
        return list.sort().field().equals("status") && list.filter().olderThan() == null;
    }

    /** @throws WalkOutrunException if too much has changed since the walk began */
    @Override
    public SequencedMap<SortKey, PaymentDocument> next(@Nullable SortKey after, int most) {
        if (isOutrun()) {
            throw new WalkOutrunException(after != null);
        }
        SequencedMap<SortKey, PaymentDocument> found = unchanged.next(after, most, lte("position", position));
        return documents(first(found.keySet(), after, most), found.values());
    }

    private boolean isOutrun() {
        return above(filter, position)
                        .in(view, BsonDocument.class, settings.maxTime())
                        .projection(fields(include("position"), excludeId()))
                        .skip(settings.maxChanged())
                        .first()
                != null;
    }

    /** The first of those that have not changed and those that have. */
    private Set<SortKey> first(Set<SortKey> found, @Nullable SortKey after, int most) {
        Comparator<SortKey> order = sort.ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        NavigableSet<SortKey> first = new TreeSet<>(order);
        first.addAll(found);
        for (ChangedPayment payment : changed(filter, position)
                .in(view, ChangedPayment.class, settings.maxTime())
                .projection(ChangedPayment.FIELDS)) {
            payment.keyAt(position, filter)
                    .filter(key -> after == null || key.isBehind(after, sort))
                    .ifPresent(first::add);
            if (first.size() > most) {
                first.pollLast();
            }
        }
        return first;
    }

    private SequencedMap<SortKey, PaymentDocument> documents(Set<SortKey> keys, Collection<PaymentDocument> found) {
        Map<String, PaymentDocument> byId =
                found.stream().collect(Collectors.toMap(PaymentDocument::id, Function.identity()));
        List<String> others = keys.stream()
                .map(SortKey::id)
                .filter(id -> !byId.containsKey(id))
                .toList();
        if (!others.isEmpty()) {
            view.find(in("_id", others))
                    .maxTime(settings.maxTime().toMillis(), TimeUnit.MILLISECONDS)
                    .forEach(document -> byId.put(document.id(), document));
        }
        SequencedMap<SortKey, PaymentDocument> documents = new LinkedHashMap<>();
        // No document ever goes away.
        keys.forEach(key -> documents.put(key, Objects.requireNonNull(byId.get(key.id()))));
        return documents;
    }

    /** All of the organization that have come or changed since. */
    static IndexedRead above(PaymentFilter filter, long position) {
        OrganizationId organization = Objects.requireNonNull(filter.organizationId());
        return along(List.of(eq("organizationId", organization.value()), gt("position", position)));
    }

    /** Those of them that may be part of the walk. */
    static IndexedRead changed(PaymentFilter filter, long position) {
        List<Bson> conditions = new ArrayList<>(Conditions.lasting(filter));
        conditions.add(gt("position", position));
        // Those that came into being since are no part of the walk.
        conditions.add(lte("statuses.0.since", position));
        return along(conditions);
    }

    private static IndexedRead along(List<Bson> conditions) {
        return new IndexedRead(and(conditions), Sorts.ascending("position"), PaymentIndexes.CHANGES);
    }
}
