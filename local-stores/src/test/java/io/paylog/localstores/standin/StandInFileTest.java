package io.paylog.localstores.standin;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final long MEGABYTE = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    void twenty_thousand_small_writes_do_not_blow_up_the_file() throws Exception {
        try (StandInFixture standIn = new StandInFixture(folder)) {
            MongoCollection<Document> commits = standIn.commits();
            long start = System.nanoTime();
            for (int i = 0; i < WRITES / 2; i++) {
                commits.insertOne(StandInFixture.commit(i, "a" + i % 100, i / 100));
                standIn.things()
                        .updateOne(
                                eq(i % 500),
                                Updates.inc("n", 1),
                                new com.mongodb.client.model.UpdateOptions().upsert(true));
            }
            System.out.println("BENCH single " + WRITES * 1_000_000_000L / (System.nanoTime() - start)
                    + " writes/s, file " + fileSize());
            assertThat(fileSize()).isLessThan(40 * MEGABYTE);
        }
    }

    @Test
    void many_clients_at_once_leave_exactly_what_they_wrote() throws Exception {
        try (StandInFixture standIn = new StandInFixture(folder);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            MongoCollection<Document> commits = standIn.commits();
            long start = System.nanoTime();
            List<Callable<Void>> work = IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(client -> () -> {
                        for (int i = 0; i < WRITES / CLIENTS; i++) {
                            commits.insertOne(StandInFixture.commit((long) i * CLIENTS + client, "c" + client, i));
                            standIn.things()
                                    .updateOne(
                                            eq("_id", 1),
                                            Updates.inc("n", 1),
                                            new com.mongodb.client.model.UpdateOptions().upsert(true));
                            commits.find(eq("aggregateId", "c" + client))
                                    .sort(new Document("firstSequence", -1))
                                    .first();
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
            System.out.println("BENCH 8 clients " + 2 * WRITES * 1_000_000_000L / (System.nanoTime() - start)
                    + " writes/s, file " + fileSize());
        }
    }

    private long fileSize() throws IOException {
        return Files.size(folder.resolve("stand-in.mv.db"));
    }
}
