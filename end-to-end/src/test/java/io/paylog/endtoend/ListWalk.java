package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.endtoend.Model.State;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list that was walked by cursor from its beginning to its end.
 *
 * @param first every event up to it was in the view when the walk began
 * @param last no event behind it was in the log when the walk ended
 * @param items what the pages contained, in their order
 */
record ListWalk(Filter filter, Sort sort, long first, long last, List<Map<String, Object>> items) {

    private static final int LIMIT = 37;

    /** Which payments are asked for, as a query and as a test of a payment. */
    record Filter(String query, Predicate<State> matches) {

        /** Deleted payments are never listed. */
        boolean test(State state) {
            return !state.text("status").equals("DELETED") && matches.test(state);
        }
    }

    /** The field that decides, and the direction; equal values are ordered by identifier in the same direction. */
    record Sort(String field, boolean ascending) {

        String query() {
            return field + (ascending ? ":asc" : ":desc");
        }

        Comparator<Map<String, Object>> order() {
            Comparator<Map<String, Object>> order = byField().thenComparing(payment -> text(payment, "id"));
            return ascending ? order : order.reversed();
        }

        private Comparator<Map<String, Object>> byField() {
            return switch (field) {
                case "amount" -> Comparator.comparing(payment -> (Long) payment.getOrDefault("amount", 0L));
                case "status" -> Comparator.comparing(payment -> text(payment, "status"));
                default -> Comparator.comparing(payment -> Instant.parse(text(payment, field)));
            };
        }

        private static String text(Map<String, Object> payment, String name) {
            return String.valueOf(payment.get(name));
        }
    }

    static ListWalk of(Cluster cluster, int queries, Filter filter, Sort sort) throws IOException {
        Http service = cluster.queries(queries).http();
        long first = Cluster.viewPosition(service);
        List<Map<String, Object>> items =
                PageWalk.of(service, filter.query() + "&limit=" + LIMIT + "&sort=" + sort.query()).stream()
                        .map(Json::map)
                        .toList();
        return new ListWalk(filter, sort, first, cluster.stores().head(), items);
    }

    /** Nothing twice, nothing that matched all the time is missing, and nothing is shown that never was so. */
    void assertEachMatchOnce(Model model) {
        List<String> ids =
                items.stream().map(item -> String.valueOf(item.get("id"))).toList();
        assertThat(ids).as("%s", this).doesNotHaveDuplicates();
        assertThat(ids).as("%s", this).containsAll(alwaysMatching(model));
        for (Map<String, Object> item : items) {
            List<State> states = model.between(String.valueOf(item.get("id")), first, last);
            assertThat(states).as("%s", this).extracting(State::view).contains(item);
            assertThat(states).as("%s shows %s", this, item).anyMatch(filter::test);
        }
    }

    private Set<String> alwaysMatching(Model model) {
        return model.histories().entrySet().stream()
                .filter(entry -> entry.getValue().getFirst().position() <= first)
                .filter(entry ->
                        model.between(entry.getKey(), first, last).stream().allMatch(filter::test))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** What is asked for has not changed meanwhile: exactly the matches, in order. */
    void assertExactly(Model model) {
        assertThat(items)
                .as("%s", this)
                .isEqualTo(matching(model, filter).sorted(sort.order()).toList());
    }

    static Stream<Map<String, Object>> matching(Model model, Filter filter) {
        return model.payments().stream().filter(filter::test).map(State::view);
    }

    void assertInOrder() {
        assertThat(items).as("%s", this).isSortedAccordingTo(sort.order());
    }

    @Override
    public String toString() {
        return filter.query() + "&sort=" + sort.query() + " at " + first + " to " + last;
    }
}
