package io.paylog.query.payments.listing;

import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.DateField;
import io.paylog.api.queries.DateRange;
import io.paylog.api.queries.Freshness;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PageRequest;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All combinations of filters, sorts and directions. */
final class EveryList {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    private EveryList() {}

    static List<ListPayments> all() {
        List<ListPayments> lists = new ArrayList<>();
        for (PaymentFilter filter : filters()) {
            for (PaymentSort sort : PaymentSort.values()) {
                lists.add(new ListPayments(filter, sort, new PageRequest(20, null, true), Freshness.ANY));
            }
        }
        return lists;
    }

    private static List<PaymentFilter> filters() {
        List<PaymentFilter> filters = new ArrayList<>();
        for (Optional<Currency> currency : orNone(Currency.getInstance("EUR"))) {
            for (Optional<Long> min : orNone(10L)) {
                for (Optional<Long> max : orNone(20L)) {
                    for (Optional<DateRange> dates : ranges()) {
                        filters.addAll(filters(currency, min, max, dates));
                    }
                }
            }
        }
        return filters;
    }

    private static List<PaymentFilter> filters(
            Optional<Currency> currency, Optional<Long> min, Optional<Long> max, Optional<DateRange> dates) {
        OrganizationId organization = new OrganizationId("org-1");
        List<PaymentFilter> filters = new ArrayList<>();
        for (Optional<PaymentStatus> status : orNone(PaymentStatus.FAILED)) {
            filters.add(new PaymentFilter(
                    organization,
                    status.orElse(null),
                    currency.orElse(null),
                    min.orElse(null),
                    max.orElse(null),
                    dates.orElse(null),
                    null));
        }
        for (Optional<OrganizationId> whose : orNone(organization)) {
            filters.add(new PaymentFilter(
                    whose.orElse(null),
                    PaymentStatus.PROCESSING,
                    currency.orElse(null),
                    min.orElse(null),
                    max.orElse(null),
                    dates.orElse(null),
                    Duration.ofMinutes(10)));
        }
        return filters;
    }

    private static List<Optional<DateRange>> ranges() {
        return Stream.concat(
                        Stream.of(Optional.<DateRange>empty()),
                        Arrays.stream(DateField.values())
                                .flatMap(field -> Stream.of(
                                        Optional.of(new DateRange(field, TIME, null)),
                                        Optional.of(new DateRange(field, null, TIME)),
                                        Optional.of(new DateRange(field, TIME, TIME.plusSeconds(60))))))
                .toList();
    }

    private static <T> List<Optional<T>> orNone(T value) {
        return List.of(Optional.empty(), Optional.of(value));
    }

    /** At its beginning, and behind keys with and without others beyond them. */
    static Stream<IndexedRead> reads(ListPayments list) {
        ListReads reads = new ListReads(list, TIME);
        return Stream.of(
                        reads.behind(null).stream(),
                        reads.behind(key(list, 0)).stream(),
                        reads.behind(key(list, 4)).stream())
                .flatMap(several -> several);
    }

    /** The reads of a walk by status beyond those. */
    static Stream<IndexedRead> ofChanges(ListPayments list) {
        return StatusWalk.serves(list)
                ? Stream.of(StatusWalk.above(list.filter(), 5), StatusWalk.changed(list.filter(), 5))
                : Stream.empty();
    }

    /** A key in the list: of one status, if that is what it is a list of. */
    static SortKey key(ListPayments list, int value) {
        PaymentStatus status = list.filter().status();
        boolean byStatus = list.sort().field().equals("status");
        return new SortKey(byStatus && status != null ? SortKey.STATUSES.indexOf(status) : value, "p-1");
    }
}
