package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import io.paylog.api.queries.ListPayments;
import io.paylog.query.payments.PaymentIndexes;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.projecting.ViewIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;

/** Every read that a list can lead to, held against the indexes that the view declares. */
class ListReadsTest {

    private static final Set<ViewIndex> DECLARED = Set.copyOf(new PaymentProjection().indexes());

    @Test
    void each_read_of_each_list_follows_a_declared_index() {
        List<ListPayments> lists = EveryList.all();
        assertThat(lists).hasSizeGreaterThan(2_000);
        for (ListPayments list : lists) {
            EveryList.reads(list).forEach(read -> assertFollows(read, list));
        }
    }

    @Test
    void each_total_is_counted_along_a_declared_index_that_begins_with_what_is_equal() {
        for (ListPayments list : EveryList.all()) {
            IndexedRead all = new ListReads(list, Instant.EPOCH).all();

            String first = list.filter().organizationId() == null ? "status" : "organizationId";
            assertThat(DECLARED).contains(all.index());
            assertThat(all.index().fields().getFirst().name()).isEqualTo(first);
            assertThat(equal(all.filter())).contains(first);
        }
    }

    @Test
    void each_declared_index_has_lists_that_need_it() {
        Set<ViewIndex> used = new HashSet<>();
        EveryList.all().forEach(list -> EveryList.reads(list).forEach(read -> used.add(read.index())));

        used.add(PaymentIndexes.CHANGES);
        assertThat(used).isEqualTo(DECLARED);
    }

    @Test
    void a_page_behind_another_begins_where_that_ended_and_does_not_pass_over_what_came_before() {
        for (ListPayments list : EveryList.all()) {
            for (IndexedRead read : new ListReads(list, Instant.EPOCH).behind(EveryList.key(list, 2))) {
                String past = list.sort().ascending() ? "$gt" : "$lt";
                Set<String> ofField = operators(read.filter(), list.sort().field());
                boolean beyond = ofField.contains(past) || areBeyond(statuses(read.filter()), list);
                boolean equal = ofField.contains("$eq")
                        && operators(read.filter(), "_id").contains(past);
                assertThat(beyond || equal).as("%s: %s", list, read.filter()).isTrue();
            }
        }
    }

    /** Those that a read names, if it names several or one of several. */
    private static List<String> statuses(Bson filter) {
        return conditions(json(filter))
                .filter(field ->
                        field.getKey().equals("status") && field.getValue().isDocument())
                .filter(field -> field.getValue().asDocument().containsKey("$in"))
                .flatMap(field -> field.getValue().asDocument().getArray("$in").stream())
                .map(status -> status.asString().getValue())
                .toList();
    }

    private static boolean areBeyond(List<String> statuses, ListPayments list) {
        String last = EveryList.key(list, 2).status().name();
        return !statuses.isEmpty()
                && statuses.stream()
                        .allMatch(status ->
                                list.sort().ascending() ? status.compareTo(last) > 0 : status.compareTo(last) < 0);
    }

    @Test
    void lists_and_totals_of_what_waits_too_long_find_it_by_when_it_was_created() {
        for (ListPayments list : EveryList.all()) {
            if (list.filter().olderThan() != null) {
                ListReads reads = new ListReads(list, Instant.EPOCH);
                reads.behind(null)
                        .forEach(read -> assertThat(operators(read.filter(), "createdAt"))
                                .contains("$lt"));
                assertThat(operators(reads.all().filter(), "createdAt")).contains("$lt");
                assertThat(reads.all().index())
                        .isEqualTo(PaymentIndexes.listing(list.filter().organizationId() != null, true, "createdAt"));
            }
        }
    }

    @Test
    void the_reads_of_what_has_changed_follow_the_index_of_changes() {
        for (ListPayments list : EveryList.all()) {
            EveryList.ofChanges(list).forEach(read -> {
                assertThat(read.index()).isEqualTo(PaymentIndexes.CHANGES);
                assertFollows(read, list);
            });
        }
    }

    private static void assertFollows(IndexedRead read, ListPayments list) {
        String description = list + ": " + json(read.filter()) + " sorted by " + json(read.order());
        assertThat(DECLARED).as(description).contains(read.index());
        Set<String> equal = equal(read.filter());
        List<ViewIndex.Field> varying = read.index().fields().stream()
                .dropWhile(field -> equal.contains(field.name()))
                .toList();
        List<String> sorted = new ArrayList<>(json(read.order()).keySet());
        sorted.removeAll(equal);
        assertThat(varying).as(description).extracting(ViewIndex.Field::name).startsWith(sorted.toArray(String[]::new));
        assertThat(sorted.stream()
                        .map(field -> direction(read, field) == indexDirection(varying, field))
                        .distinct())
                .as(description)
                .hasSizeLessThanOrEqualTo(1);
        assertThat(equal)
                .as(description)
                .contains(read.index().fields().getFirst().name());
    }

    private static boolean direction(IndexedRead read, String field) {
        return json(read.order()).getNumber(field).intValue() > 0;
    }

    private static boolean indexDirection(List<ViewIndex.Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow()
                .ascending();
    }

    private static Set<String> operators(Bson filter, String field) {
        return operators(filter).getOrDefault(field, Set.of());
    }

    private static Set<String> equal(Bson filter) {
        Set<String> equal = new HashSet<>();
        operators(filter).forEach((field, operators) -> {
            if (operators.contains("$eq")) {
                equal.add(field);
            }
        });
        return equal;
    }

    private static Map<String, Set<String>> operators(Bson filter) {
        Map<String, Set<String>> operators = new HashMap<>();
        conditions(json(filter))
                .forEach((field) -> operators
                        .computeIfAbsent(field.getKey(), name -> new TreeSet<>())
                        .addAll(names(field.getValue())));
        return operators;
    }

    private static Set<String> names(BsonValue condition) {
        if (condition.isDocument() && condition.asDocument().containsKey("$in")) {
            // One of one is equality.
            return Set.of(condition.asDocument().getArray("$in").size() == 1 ? "$eq" : "$in");
        }
        return condition.isDocument() ? condition.asDocument().keySet() : Set.of("$eq");
    }

    private static Stream<Map.Entry<String, BsonValue>> conditions(BsonDocument filter) {
        return filter.entrySet().stream()
                .flatMap(entry -> entry.getKey().equals("$and")
                        ? entry.getValue().asArray().stream().flatMap(part -> conditions(part.asDocument()))
                        : Stream.of(entry));
    }

    private static BsonDocument json(Bson bson) {
        return bson.toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry());
    }
}
