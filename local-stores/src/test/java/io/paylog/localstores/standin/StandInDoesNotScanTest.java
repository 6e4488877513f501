package io.paylog.localstores.standin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** 200,000 commits of 1,000 aggregates; what is examined is what is returned, and one more at the most. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandInDoesNotScanTest {

    private static final long COMMITS = 200_000;
    private static final int AGGREGATES = 1_000;

    private StandInFixture standIn;
    private MongoCollection<Document> commits;

    @BeforeAll
    void fill(@TempDir Path folder) {
        standIn = new StandInFixture(folder);
        commits = standIn.commits();
        commits.createIndex(Indexes.descending("group", "amount"));
        for (long start = 0; start < COMMITS; start += 5_000) {
            commits.insertMany(LongStream.range(start, start + 5_000)
                    .mapToObj(position -> StandInFixture.commit(
                                    position, "a" + position % AGGREGATES, position / AGGREGATES)
                            .append("group", position % 10)
                            .append("amount", position % 7))
                    .toList());
        }
    }

    @AfterAll
    void stop() {
        standIn.close();
    }

    @Test
    void the_head_is_one_document() {
        assertFinds(() -> commits.find().sort(descending("_id")).limit(1), COMMITS - 1);
        assertThat(standIn.examinedBy(
                        () -> commits.find().sort(descending("_id")).first()))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void the_tail_is_one_document() {
        assertFinds(() -> commits.find().sort(ascending("_id")).limit(1), 0);
    }

    @Test
    void an_identifier_is_found_with_any_further_condition() {
        assertFinds(() -> commits.find(eq(77)), 77);
        assertFinds(() -> commits.find(eq(77.0)), 77);
        assertFinds(() -> commits.find(and(eq(77L), eq("aggregateId", "a77"))), 77);
        assertThat(standIn.examinedBy(() ->
                        commits.find(and(eq(77L), eq("aggregateId", "no"))).first()))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void listed_identifiers_are_found_one_by_one() {
        assertFinds(() -> commits.find(in("_id", 7L, 5L, 199_999L, -1L)), 5, 7, 199_999);
    }

    @Test
    void a_range_of_identifiers_reads_the_range() {
        assertFinds(() -> commits.find(gt("_id", 199_996L)), 199_997, 199_998, 199_999);
        assertFinds(() -> commits.find(and(gte("_id", 10L), lt("_id", 13L))), 10, 11, 12);
        assertFinds(() -> commits.find(and(gt("_id", 10L), lte("_id", 13.5))), 11, 12, 13);
        assertFinds(() -> commits.find(new Document("_id", new Document("$gte", 10).append("$lte", 11))), 10, 11);
    }

    @Test
    void a_range_in_either_order_with_a_limit_reads_the_limit() {
        assertFinds(() -> commits.find(gt("_id", 5L)).sort(ascending("_id")).limit(3), 6, 7, 8);
        assertFinds(() -> commits.find(lte("_id", 50L)).sort(descending("_id")).limit(3), 50, 49, 48);
    }

    @Test
    void an_aggregate_is_read_along_its_sequence() {
        assertFinds(
                () -> commits.find(and(eq("aggregateId", "a3"), gte("firstSequence", 197L)))
                        .sort(ascending("firstSequence")),
                197_003,
                198_003,
                199_003);
        assertFinds(
                () -> commits.find(eq("aggregateId", "a3"))
                        .sort(descending("firstSequence"))
                        .limit(1),
                199_003);
        assertFinds(
                () -> commits.find(and(eq("aggregateId", "a3"), lt("firstSequence", 2L)))
                        .sort(descending("firstSequence")),
                1_003,
                3);
        assertThat(examined(() -> commits.find(eq("aggregateId", "a3")))).isEqualTo(200);
    }

    @Test
    void a_unique_key_is_one_document() {
        assertFinds(() -> commits.find(and(eq("aggregateId", "a3"), eq("firstSequence", 1L))), 1_003);
        assertFinds(() -> commits.find(and(eq("firstSequence", 1), eq("aggregateId", "a3"))), 1_003);
    }

    @Test
    void alternatives_of_keys_are_found_one_by_one() {
        List<Bson> keys = List.of(
                and(eq("aggregateId", "a3"), eq("firstSequence", 1L)),
                and(eq("aggregateId", "a4"), eq("firstSequence", 2L)),
                and(eq("aggregateId", "a3"), eq("firstSequence", 1L)));
        assertFinds(() -> commits.find(or(keys)), 1_003, 2_004);
        assertFinds(() -> commits.find(and(or(keys), gt("_id", 2_000L))).sort(descending("_id")), 2_004);
    }

    @Test
    void an_index_that_is_not_unique_is_walked_too() {
        assertFinds(
                () -> commits.find(and(eq("group", 3), eq("amount", 2)))
                        .sort(descending("_id"))
                        .limit(2),
                199_943,
                199_873);
        assertFinds(
                () -> commits.find(eq("group", 3))
                        .sort(descending("amount", "_id"))
                        .limit(2),
                199_933,
                199_863);
    }

    @Test
    void changes_find_their_document_by_its_identifier() {
        assertThat(standIn.examinedBy(() -> {
                    commits.updateOne(and(eq(5L), eq("aggregateId", "a5")), Updates.set("touched", true));
                    commits.updateOne(and(eq(5L), eq("aggregateId", "no")), Updates.set("touched", false));
                    commits.findOneAndUpdate(and(eq(6L), eq("aggregateId", "a6")), Updates.set("touched", true));
                    commits.deleteOne(and(eq(7L), eq("aggregateId", "no")));
                }))
                .isLessThanOrEqualTo(5);
    }

    @Test
    void an_open_cursor_reads_no_further_than_it_was_asked() {
        assertThat(standIn.examinedBy(() -> {
                    try (MongoCursor<Document> cursor =
                            commits.find().sort(ascending("_id")).batchSize(10).iterator()) {
                        cursor.next();
                    }
                }))
                .isLessThanOrEqualTo(11);
    }

    @Test
    void what_no_index_helps_with_is_read_whole() {
        assertThat(examined(() -> commits.find(eq("payload", "none")))).isEqualTo(COMMITS);
    }

    private void assertFinds(Supplier<FindIterable<Document>> query, long... expected) {
        List<Long> found = new ArrayList<>();
        long examined = standIn.examinedBy(() -> query.get().forEach(document -> found.add(document.getLong("_id"))));
        assertThat(found).containsExactly(LongStream.of(expected).boxed().toArray(Long[]::new));
        assertThat(examined).isLessThanOrEqualTo(expected.length + 1L);
    }

    private long examined(Supplier<FindIterable<Document>> query) {
        return standIn.examinedBy(() -> query.get().forEach(_ -> {}));
    }
}
