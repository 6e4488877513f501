package io.paylog.localstores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores as a process, killed without a warning. */
class KillTest {

    private static final int ROUNDS = 5;
    private static final int WRITERS = 4;

    /** So many that a commit for one writer finds the others in the middle of theirs. */
    private static final int BATCH = 40;

    private static final int ACKNOWLEDGED_PER_ROUND = 100;
    private static final String NO_REDIS = "--no-redis";

    @TempDir
    private Path data;

    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicLong updates = new AtomicLong();
    private final AtomicLong next = new AtomicLong();

    @Test
    void everything_acknowledged_outlives_kill_9_and_an_insert_is_there_wholly_or_not_at_all() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (StoresProcess stores = StoresProcess.start(data, NO_REDIS);
                    MongoClient client = MongoClients.create(stores.announced("MONGODB_URI"))) {
                verify(client);
                writeUntilKilled(client, stores);
            }
        }
        try (StoresProcess stores = StoresProcess.start(data, NO_REDIS);
                MongoClient client = MongoClients.create(stores.announced("MONGODB_URI"))) {
            verify(client);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED_PER_ROUND);
        }
    }

    private void writeUntilKilled(MongoClient client, StoresProcess stores) throws Exception {
        int enough = acknowledged.size() + ACKNOWLEDGED_PER_ROUND;
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                running.add(writers.submit(() -> writeUntilItFails(client)));
            }
            await().until(() -> acknowledged.size() >= enough);
            stores.kill();
            for (Future<?> writer : running) {
                writer.get();
            }
        }
    }

    private void writeUntilItFails(MongoClient client) {
        MongoCollection<Document> commits = commits(client);
        MongoCollection<Document> counters = client.getDatabase("shop").getCollection("counters");
        try {
            while (true) {
                long first = next.getAndAdd(BATCH);
                commits.insertMany(positions(first).mapToObj(KillTest::commit).toList());
                acknowledged.add(first);
                counters.findOneAndUpdate(
                        Filters.eq("all"), Updates.inc("n", 1L), new FindOneAndUpdateOptions().upsert(true));
                updates.incrementAndGet();
            }
        } catch (MongoException e) {
            // the server is gone, as it should be
        }
    }

    private static LongStream positions(long first) {
        return LongStream.range(first, first + BATCH);
    }

    private static Document commit(long position) {
        return new Document("_id", position)
                .append("aggregateId", "a" + position % 50)
                .append("firstSequence", position)
                .append("payload", "x".repeat(300));
    }

    private static MongoCollection<Document> commits(MongoClient client) {
        MongoCollection<Document> commits = client.getDatabase("shop").getCollection("commits");
        commits.createIndex(Indexes.ascending("aggregateId", "firstSequence"), new IndexOptions().unique(true));
        return commits;
    }

    private void verify(MongoClient client) {
        MongoCollection<Document> commits = commits(client);
        Set<Long> found = ConcurrentHashMap.newKeySet();
        commits.find().forEach(commit -> found.add(commit.getLong("_id")));
        for (long first : acknowledged) {
            assertThat(positions(first).allMatch(found::contains)).isTrue();
        }
        assertThat(found.size() % BATCH).isZero();
        // the index tells the same as the documents
        assertThat(commits.find(Filters.gte("aggregateId", "")).into(new ArrayList<>()))
                .hasSize(found.size());
        Document counter =
                client.getDatabase("shop").getCollection("counters").find().first();
        assertThat(counter == null ? 0 : counter.getLong("n")).isGreaterThanOrEqualTo(updates.get());
    }

    @Test
    void a_second_process_on_the_same_directory_is_told_who_has_it() throws Exception {
        try (StoresProcess first = StoresProcess.start(data, NO_REDIS);
                StoresProcess second = StoresProcess.start(data, NO_REDIS)) {
            assertThat(second.process().onExit().join().exitValue()).isEqualTo(1);
            assertThat(second.output())
                    .contains("is already in use by process " + first.process().pid());
        }
    }

    @Test
    void a_refused_second_start_in_the_same_process_does_not_open_the_directory_to_others() throws Exception {
        LocalStoresOptions options = LocalStoresOptions.persistentIn(data);
        Environment nothing = new Environment(Map.of());
        try (LocalStores _ = LocalStores.start(options, nothing, false)) {
            assertThatThrownBy(() -> LocalStores.start(options, nothing, false)).hasMessageContaining("in use");
            try (StoresProcess second = StoresProcess.start(data, NO_REDIS)) {
                assertThat(second.output())
                        .contains("The data directory " + data.toRealPath() + " is already in use by process "
                                + ProcessHandle.current().pid());
            }
        }
    }

    @Test
    void sigterm_while_a_server_is_being_started_stops_it_and_leaves_no_pid_behind() throws Exception {
        Path silent = Files.writeString(data.resolve("silent-mongod"), "#!/bin/sh\nexec sleep 600\n");
        assertThat(silent.toFile().setExecutable(true)).isTrue();
        Path folder = data.resolve("stores");
        try (StoresProcess stores =
                StoresProcess.launch(Map.of("MONGOD", silent.toString()), folder, NO_REDIS, "--mongo-port=27999")) {
            PidFile pidFile = new PidFile(folder.resolve("mongo").resolve("mongod-27999.pid"));
            await().until(() -> pidFile.process().isPresent());
            ProcessHandle mongod = pidFile.process().orElseThrow();
            stores.process().destroy();
            stores.process().onExit().join();
            assertThat(mongod.isAlive()).isFalse();
            assertThat(pidFile.file()).doesNotExist();
        }
    }

    @Test
    void a_redis_does_not_outlive_its_killed_parent() throws Exception {
        StoresProcess stores = StoresProcess.start(data);
        Assumptions.assumeTrue(stores.output().contains("REDIS_URI="), "no Redis could be started here");
        int port = URI.create(stores.announced("REDIS_URI")).getPort();
        ProcessHandle redis = new PidFile(data.resolve("redis").resolve("redis.pid"))
                .process()
                .orElseThrow();
        stores.kill();
        if (ParentDeath.prefix(Environment.ofProcess()).isEmpty()) {
            // nobody tells the child: the next start has to find it
            StoresProcess.start(data).close();
        }
        await().until(() -> !redis.isAlive());
        assertThat(RedisProbe.answers(port)).isFalse();
    }

    @Test
    void ctrl_c_in_a_terminal_is_left_to_the_parent() throws Exception {
        try (StoresProcess stores = StoresProcess.start(data)) {
            Assumptions.assumeTrue(stores.output().contains("REDIS_URI="), "no Redis could be started here");
            Assumptions.assumeFalse(OwnSession.prefix(Environment.ofProcess()).isEmpty(), "no setsid on the PATH");
            ProcessHandle redis = new PidFile(data.resolve("redis").resolve("redis.pid"))
                    .process()
                    .orElseThrow();

            assertThat(processGroup(redis.pid())).isEqualTo(redis.pid());
            assertThat(processGroup(stores.process().pid())).isNotEqualTo(redis.pid());
        }
    }

    private static long processGroup(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
        return Long.parseLong(new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
    }

    @Test
    void sigterm_stops_what_was_started_and_leaves_no_pid_behind() throws Exception {
        StoresProcess stores = StoresProcess.start(data);
        stores.close();
        assertThat(Files.exists(data.resolve("redis").resolve("redis.pid"))).isFalse();
    }
}
