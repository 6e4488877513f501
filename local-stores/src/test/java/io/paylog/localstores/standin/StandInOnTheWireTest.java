package io.paylog.localstores.standin;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.DuplicateKeyException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoNamespace;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInOnTheWireTest {

    private StandInFixture standIn;
    private MongoCollection<Document> things;

    @BeforeEach
    void start(@TempDir Path folder) {
        standIn = new StandInFixture(folder);
        things = standIn.things();
    }

    @AfterEach
    void stop() {
        standIn.close();
    }

    private static Document thing(long id, String name) {
        return new Document("_id", id).append("name", name);
    }

    private List<Long> ids() {
        return things.find()
                .sort(ascending("_id"))
                .map(thing -> thing.getLong("_id"))
                .into(new ArrayList<>());
    }

    @Test
    void a_duplicate_identifier_is_error_11000_with_its_key() {
        things.insertOne(thing(1, "a"));
        MongoWriteException failure =
                catchThrowableOfType(MongoWriteException.class, () -> things.insertOne(thing(1, "b")));
        assertThat(failure.getError().getCode()).isEqualTo(11000);
        assertThat(failure.getError().getMessage())
                .isEqualTo("E11000 duplicate key error collection: shop.things index: _id_ dup key: { _id: 1 }");
    }

    @Test
    void a_write_error_names_the_pattern_and_value_of_its_key() {
        standIn.commits().insertOne(StandInFixture.commit(1, "a", 0));
        Document answer = standIn.database.runCommand(
                new Document("insert", "commits").append("documents", List.of(StandInFixture.commit(2, "a", 0))));
        Document error = answer.getList("writeErrors", Document.class).getFirst();
        assertThat(error.get("keyPattern")).isEqualTo(new Document("aggregateId", 1).append("firstSequence", 1));
        assertThat(error.get("keyValue")).isEqualTo(new Document("aggregateId", "a").append("firstSequence", 0L));
        assertThat(answer.get("n")).isEqualTo(0);
    }

    @Test
    void the_same_number_as_int_long_or_double_is_a_duplicate() {
        things.insertOne(new Document("_id", 1));
        assertThatThrownBy(() -> things.insertOne(new Document("_id", 1L))).hasMessageContaining("E11000");
        assertThatThrownBy(() -> things.insertOne(new Document("_id", 1.0))).hasMessageContaining("E11000");
    }

    @Test
    void an_ordered_insert_keeps_what_came_before_its_first_error_and_nothing_after() {
        things.insertOne(thing(3, "taken"));
        MongoBulkWriteException failure = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> things.insertMany(List.of(thing(1, "a"), thing(2, "b"), thing(3, "c"), thing(4, "d"))));
        assertThat(failure.getWriteErrors()).singleElement().satisfies(error -> {
            assertThat(error.getIndex()).isEqualTo(2);
            assertThat(error.getCode()).isEqualTo(11000);
        });
        assertThat(failure.getWriteResult().getInsertedCount()).isEqualTo(2);
        assertThat(ids()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void an_unordered_insert_goes_on_after_an_error() {
        things.insertOne(thing(2, "taken"));
        MongoBulkWriteException failure = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> things.insertMany(
                        List.of(thing(1, "a"), thing(2, "b"), thing(3, "c")), new InsertManyOptions().ordered(false)));
        assertThat(failure.getWriteErrors())
                .singleElement()
                .satisfies(error -> assertThat(error.getIndex()).isOne());
        assertThat(ids()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void an_ordered_bulk_write_stops_at_its_first_error() {
        standIn.commits().insertOne(StandInFixture.commit(1, "a", 0));
        MongoBulkWriteException failure = catchThrowableOfType(
                MongoBulkWriteException.class,
                () -> standIn.commits()
                        .bulkWrite(List.of(
                                update(2, "b"),
                                new UpdateOneModel<>(eq(2L), Updates.set("aggregateId", "a")),
                                update(3, "c"))));
        assertThat(failure.getWriteErrors()).singleElement().satisfies(error -> {
            assertThat(error.getIndex()).isEqualTo(1);
            assertThat(error.getCode()).isEqualTo(11000);
        });
        assertThat(standIn.commits().countDocuments()).isEqualTo(2);
    }

    private static UpdateOneModel<Document> update(long id, String aggregate) {
        return new UpdateOneModel<>(
                eq(id),
                Updates.combine(Updates.set("aggregateId", aggregate), Updates.set("firstSequence", 0L)),
                new UpdateOptions().upsert(true));
    }

    @Test
    void a_mixed_bulk_write_counts_what_it_did() {
        things.insertMany(List.of(thing(1, "a"), thing(2, "b")));
        BulkWriteResult result = things.bulkWrite(
                List.of(
                        new InsertOneModel<>(thing(3, "c")),
                        new UpdateOneModel<>(and(eq(1L), eq("name", "a")), Updates.set("name", "A")),
                        new UpdateOneModel<>(and(eq(1L), eq("name", "a")), Updates.set("name", "never")),
                        new UpdateOneModel<>(eq(2L), Updates.set("name", "b")),
                        new ReplaceOneModel<>(eq(4L), thing(4, "d"), new ReplaceOptions().upsert(true))),
                new BulkWriteOptions().ordered(false));
        assertThat(result.getInsertedCount()).isEqualTo(1);
        assertThat(result.getMatchedCount()).isEqualTo(2);
        assertThat(result.getModifiedCount()).isEqualTo(1);
        assertThat(result.getUpserts())
                .singleElement()
                .satisfies(upsert -> assertThat(upsert.getIndex()).isEqualTo(4));
        assertThat(things.find(eq(1L)).first()).isEqualTo(thing(1, "A"));
    }

    @Test
    void find_one_and_update_inserts_where_nothing_is_found() {
        FindOneAndUpdateOptions options =
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        assertThat(things.findOneAndUpdate(eq(9L), Updates.inc("count", 1), options))
                .isEqualTo(new Document("_id", 9L).append("count", 1));
        assertThat(things.findOneAndUpdate(eq(9L), Updates.inc("count", 1), options))
                .isEqualTo(new Document("_id", 9L).append("count", 2));
    }

    @Test
    void concerns_are_accepted() {
        MongoCollection<Document> careful =
                things.withWriteConcern(WriteConcern.MAJORITY.withJournal(true)).withReadConcern(ReadConcern.MAJORITY);
        careful.insertOne(thing(1, "a"));
        assertThat(careful.find(eq(1L)).first()).isEqualTo(thing(1, "a"));
        assertThat(things.withReadConcern(ReadConcern.LINEARIZABLE).find(eq(1L)).first())
                .isEqualTo(thing(1, "a"));
    }

    @Test
    void a_large_result_is_read_through_a_cursor_batch_by_batch() {
        things.insertMany(
                LongStream.range(0, 5_000).mapToObj(id -> thing(id, "n" + id)).toList());
        assertThat(ids()).hasSize(5_000).isSorted();
        assertThat(things.find().batchSize(7).limit(20).into(new ArrayList<>())).hasSize(20);
        assertThat(things.find()
                        .sort(orderBy(ascending("name"), descending("_id")))
                        .skip(4_990)
                        .batchSize(3)
                        .into(new ArrayList<>()))
                .hasSize(10);
    }

    @Test
    void an_order_without_an_index_with_a_limit_is_the_start_of_the_whole_order() {
        things.insertMany(List.of(thing(1, "c"), thing(2, "a"), thing(3, "b"), thing(4, "a")));
        assertThat(things.find()
                        .sort(ascending("name"))
                        .skip(1)
                        .limit(2)
                        .map(thing -> thing.getLong("_id"))
                        .into(new ArrayList<>()))
                .containsExactly(4L, 3L);
    }

    @Test
    void a_projection_keeps_what_was_asked_for() {
        things.insertOne(thing(1, "a").append("more", 2));
        assertThat(things.find().projection(new Document("name", 1)).first()).isEqualTo(thing(1, "a"));
        assertThat(things.find()
                        .projection(new Document("name", 1).append("_id", 0))
                        .first())
                .isEqualTo(new Document("name", "a"));
    }

    @Test
    void an_array_in_an_indexed_field_is_found_by_each_element() {
        things.createIndex(Indexes.ascending("tags"));
        things.insertOne(thing(1, "a").append("tags", List.of("x", "y")));
        things.insertOne(thing(2, "b").append("tags", "y"));
        things.insertOne(thing(3, "c"));
        assertThat(things.find(eq("tags", "y")).into(new ArrayList<>())).hasSize(2);
        assertThat(things.find(eq("tags", null)).into(new ArrayList<>())).hasSize(1);
        things.updateOne(eq(1L), Updates.set("tags", List.of("z")));
        assertThat(things.find(eq("tags", "y")).into(new ArrayList<>())).hasSize(1);
        things.deleteOne(eq(2L));
        assertThat(things.find(eq("tags", "y")).into(new ArrayList<>())).isEmpty();
    }

    @Test
    void a_sparse_index_hides_nothing() {
        things.createIndex(
                Indexes.ascending("email"), new IndexOptions().unique(true).sparse(true));
        things.insertMany(List.of(thing(1, "a"), thing(2, "b"), thing(3, "c").append("email", "x")));
        assertThat(things.find(eq("email", null)).into(new ArrayList<>())).hasSize(2);
        assertThat(things.find().sort(ascending("email")).into(new ArrayList<>()))
                .hasSize(3);
        assertThat(things.find(eq("email", "x")).into(new ArrayList<>())).hasSize(1);
    }

    @Test
    void a_pattern_is_matched_on_an_indexed_field() {
        things.createIndex(Indexes.ascending("name"));
        things.insertMany(List.of(thing(1, "apple"), thing(2, "banana"), thing(3, "apricot")));
        assertThat(things.find(regex("name", "^ap")).into(new ArrayList<>())).hasSize(2);
        assertThat(things.find(gte("name", "apricot")).into(new ArrayList<>())).hasSize(2);
    }

    @Test
    void a_unique_index_over_duplicates_is_refused_and_can_be_built_later() {
        things.insertMany(List.of(thing(1, "a"), thing(2, "a")));
        IndexOptions unique = new IndexOptions().unique(true);
        assertThatThrownBy(() -> things.createIndex(Indexes.ascending("name"), unique))
                .isInstanceOf(DuplicateKeyException.class)
                .hasMessageContaining("E11000");
        things.deleteOne(eq(2L));
        things.createIndex(Indexes.ascending("name"), unique);
        assertThatThrownBy(() -> things.insertOne(thing(3, "a"))).hasMessageContaining("E11000");
    }

    @Test
    void indexes_are_listed_as_they_were_declared() {
        standIn.commits();
        assertThat(standIn.database.getCollection("commits").listIndexes().into(new ArrayList<>()))
                .anySatisfy(index -> {
                    assertThat(index.get("key")).isEqualTo(new Document("aggregateId", 1).append("firstSequence", 1));
                    assertThat(index.getBoolean("unique")).isTrue();
                });
    }

    @Test
    void a_renamed_collection_keeps_its_documents_and_indexes() {
        standIn.commits().insertOne(StandInFixture.commit(1, "a", 0));
        standIn.commits().renameCollection(new MongoNamespace("shop", "moved"));
        MongoCollection<Document> moved = standIn.database.getCollection("moved");
        assertThat(standIn.examinedBy(() ->
                        assertThat(moved.find(eq("aggregateId", "a")).first()).isNotNull()))
                .isLessThanOrEqualTo(1);
        assertThatThrownBy(() -> moved.insertOne(StandInFixture.commit(2, "a", 0)))
                .hasMessageContaining("E11000");
    }

    @Test
    void a_dropped_collection_starts_empty() {
        standIn.commits().insertOne(StandInFixture.commit(1, "a", 0));
        standIn.commits().drop();
        standIn.commits().insertOne(StandInFixture.commit(1, "a", 0));
        assertThat(standIn.commits().estimatedDocumentCount()).isOne();
        standIn.database.drop();
        assertThat(standIn.commits().estimatedDocumentCount()).isZero();
    }
}
