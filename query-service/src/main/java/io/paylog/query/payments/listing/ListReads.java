package io.paylog.query.payments.listing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.Sorts;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.DateField;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.payments.PaymentIndexes;
import io.paylog.query.projecting.ViewIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reads a list by its index. */
final class ListReads {

    private final PaymentFilter filter;
    private final PaymentSort sort;
    private final List<Bson> conditions;

    /** @param now from which ages are counted */
    ListReads(ListPayments list, Instant now) {
        this.filter = list.filter();
        this.sort = list.sort();
        this.conditions = Conditions.all(filter, now);
    }

    /**
     * What comes behind a key, in reads to be made one after the other. One for the payments with an equal value and one for
     * those beyond it: a single read would pass over all that are equal again with every page.
     *
     * @param after absent: everything
     * @param also a condition more
     */
    List<IndexedRead> behind(@Nullable SortKey after, Bson... also) {
        List<Bson> given = new ArrayList<>(conditions);
        given.addAll(List.of(also));
        return sort.field().equals("status") ? byStatus(after, given) : byValue(after, given);
    }

    private List<IndexedRead> byValue(@Nullable SortKey after, List<Bson> given) {
        PaymentStatus status = filter.status();
        given.add(status == null ? ne("status", PaymentStatus.DELETED.name()) : eq("status", status.name()));
        if (after == null) {
            return List.of(read(given));
        }
        Object value = after.stored(sort);
        return List.of(
                read(given, eq(sort.field(), value), beyond("_id", after.id())),
                read(given, beyond(sort.field(), value)));
    }

    private List<IndexedRead> byStatus(@Nullable SortKey after, List<Bson> given) {
        if (after == null) {
            return List.of(read(given, oneOf(wanted())));
        }
        List<PaymentStatus> others = wanted().stream()
                .filter(status -> isBeyond(status, after.status()))
                .toList();
        IndexedRead equal = read(given, eq("status", after.status().name()), beyond("_id", after.id()));
        return others.isEmpty() ? List.of(equal) : List.of(equal, read(given, oneOf(others)));
    }

    private List<PaymentStatus> wanted() {
        return filter.status() == null ? SortKey.STATUSES : List.of(filter.status());
    }

    private boolean isBeyond(PaymentStatus status, PaymentStatus last) {
        int places = SortKey.STATUSES.indexOf(status) - SortKey.STATUSES.indexOf(last);
        return sort.ascending() ? places > 0 : places < 0;
    }

    private static Bson oneOf(List<PaymentStatus> statuses) {
        return in("status", statuses.stream().map(Enum::name).toList());
    }

    private Bson beyond(String field, Object value) {
        return sort.ascending() ? gt(field, value) : lt(field, value);
    }

    private IndexedRead read(List<Bson> given, Bson... more) {
        List<Bson> conditions = new ArrayList<>(given);
        conditions.addAll(List.of(more));
        return new IndexedRead(and(conditions), order(), index(sort.field()));
    }

    private Bson order() {
        return sort.ascending() ? Sorts.ascending(sort.field(), "_id") : Sorts.descending(sort.field(), "_id");
    }

    private ViewIndex index(String order) {
        return PaymentIndexes.listing(filter.organizationId() != null, filter.status() != null, order);
    }

    /** Everything in the list, along the index that leaves the least to be looked at; the order does not matter. */
    IndexedRead all() {
        List<Bson> all = new ArrayList<>(conditions);
        all.add(oneOf(wanted()));
        return new IndexedRead(
                and(all), order(), PaymentIndexes.listing(filter.organizationId() != null, true, narrowest()));
    }

    private String narrowest() {
        if (filter.olderThan() != null) {
            return "createdAt";
        }
        if (filter.minAmount() != null || filter.maxAmount() != null) {
            return "amount";
        }
        return filter.dates() != null && filter.dates().field() == DateField.CREATED_AT ? "createdAt" : "status";
    }
}
