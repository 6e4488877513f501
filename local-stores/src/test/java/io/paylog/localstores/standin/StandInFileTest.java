package io.paylog.localstores.standin;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.descending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInFileTest {

    private static final int WRITES = 20_000;
    private static final int CLIENTS = 8;
    private static final int WRITES_PER_CLIENT = 400;
    private static final long MEGABYTE = 1024 * 1024;
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    @TempDir
    private Path folder;

    /** About 3 MB of documents; each write rewrites some pages, which would come to hundreds of megabytes. */
    @Test
    void twenty_thousand_small_writes_do_not_blow_up_the_file() throws IOException {
        try (StandInFixture standIn = new StandInFixture(folder)) {
            MongoCollection<Document> commits = standIn.commits();
            for (int i = 0; i < WRITES / 2; i++) {
                commits.insertOne(StandInFixture.commit(i, "a" + i % 100, i / 100));
                standIn.things().updateOne(eq(i % 500), Updates.inc("n", 1), UPSERT);
            }
            assertThat(Files.size(folder.resolve("stand-in.mv.db"))).isLessThan(24 * MEGABYTE);
        }
    }

    @Test
    void many_clients_at_once_leave_exactly_what_they_wrote() throws Exception {
        try (StandInFixture standIn = new StandInFixture(folder);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            MongoCollection<Document> commits = standIn.commits();
            List<Callable<Void>> work = IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(client -> () -> write(standIn, commits, "c" + client, client))
                    .toList();
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
            assertThat(commits.countDocuments()).isEqualTo(CLIENTS * WRITES_PER_CLIENT);
            assertThat(standIn.things().find(eq("all")).first().getInteger("n")).isEqualTo(CLIENTS * WRITES_PER_CLIENT);
        }
    }

    private static Void write(StandInFixture standIn, MongoCollection<Document> commits, String aggregate, int client) {
        for (int i = 0; i < WRITES_PER_CLIENT; i++) {
            commits.insertOne(StandInFixture.commit((long) i * CLIENTS + client, aggregate, i));
            standIn.things().updateOne(eq("all"), Updates.inc("n", 1), UPSERT);
            Document last = commits.find(eq("aggregateId", aggregate))
                    .sort(descending("firstSequence"))
                    .first();
            assertThat(last.getLong("firstSequence")).isEqualTo(i);
        }
        return null;
    }

    @Test
    void only_one_of_the_clients_that_insert_the_same_key_wins() throws Exception {
        try (StandInFixture standIn = new StandInFixture(folder);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            MongoCollection<Document> things = standIn.things();
            List<Callable<Integer>> work = IntStream.range(0, CLIENTS)
                    .<Callable<Integer>>mapToObj(_ -> () -> won(things))
                    .toList();
            int won = 0;
            for (Future<Integer> done : clients.invokeAll(work)) {
                won += done.get();
            }
            assertThat(won).isEqualTo(WRITES_PER_CLIENT);
        }
    }

    private static int won(MongoCollection<Document> things) {
        int won = 0;
        for (int i = 0; i < WRITES_PER_CLIENT; i++) {
            try {
                things.insertOne(new Document("_id", i));
                won++;
            } catch (MongoWriteException e) {
                assertThat(e.getError().getCode()).isEqualTo(11000);
            }
        }
        return won;
    }

    @Test
    void a_second_server_on_the_same_file_is_refused() {
        try (StandInFixture _ = new StandInFixture(folder)) {
            assertThatThrownBy(() -> StandIn.start(folder, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is already in use");
        }
    }

    @Test
    void arrays_seen_by_an_index_are_remembered_over_a_restart() {
        try (StandInFixture standIn = new StandInFixture(folder)) {
            standIn.things().createIndex(new Document("tags", 1));
            standIn.things().insertOne(new Document("_id", 1L).append("tags", List.of("b", "a")));
        }
        try (StandInFixture standIn = new StandInFixture(folder)) {
            assertThat(standIn.things()
                            .find(new Document("tags", new Document("$gte", "a")))
                            .into(new ArrayList<>()))
                    .hasSize(1);
        }
    }
}
