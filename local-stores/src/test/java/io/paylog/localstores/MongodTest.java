package io.paylog.localstores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import io.paylog.localstores.junit.RequiresReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real {@code mongod} of this machine can answer. */
class MongodTest {

    private static final Duration START = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private Environment environment;

    /** A replica set may also come from a URI or a container, which nobody here starts and stops. */
    @BeforeEach
    void requireMongod() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.remove("MONGODB_URI");
        environment = new Environment(variables);
        Assumptions.assumeTrue(
                environment.value("MONGOD").isPresent()
                        || environment.executable("mongod").isPresent(),
                "needs a mongod: set MONGOD, or put it on the PATH");
    }

    @Test
    @RequiresReplicaSet
    void a_member_restarts_with_its_ports_and_its_data() {
        String first;
        try (LocalStores stores = start(1)) {
            first = stores.mongoUri();
            insert(stores, 1);
        }
        try (LocalStores stores = start(1)) {
            assertThat(stores.mongoUri()).isEqualTo(first);
            assertThat(ids(stores)).containsExactly(1);
        }
    }

    @Test
    @RequiresReplicaSet
    void what_a_majority_acknowledged_outlives_kill_9_of_the_member() throws IOException {
        try (LocalStores stores = start(1)) {
            insert(stores, 1);
            kill(members().getFirst());
        }
        try (LocalStores stores = start(1)) {
            assertThat(ids(stores)).containsExactly(1);
        }
    }

    @Test
    @RequiresReplicaSet
    void the_server_of_the_original_is_not_taken_for_that_of_a_copy() throws IOException {
        Path copy = folder.resolve("copy");
        try (LocalStores _ = start(1)) {
            Files.createDirectories(copy.resolve("mongo"));
            Files.copy(
                    data().resolve("mongo").resolve("ports"),
                    copy.resolve("mongo").resolve("ports"));
            assertThatThrownBy(() -> LocalStores.start(LocalStoresOptions.persistentIn(copy), environment, false))
                    .isInstanceOf(LocalStoresException.class)
                    .hasMessageContaining("wanted for MongoDB, is taken");
        }
    }

    @Test
    @RequiresReplicaSet(members = 3)
    void three_members_start_again_with_their_data_and_leave_nothing_running() throws IOException {
        try (LocalStores stores = start(3)) {
            assertThat(stores.members()).isEqualTo(3);
            insert(stores, 1);
        }
        List<ProcessHandle> second;
        try (LocalStores stores = start(3)) {
            second = members();
            assertThat(second).hasSize(3);
            assertThat(ids(stores)).containsExactly(1);
        }
        assertThat(second).noneMatch(ProcessHandle::isAlive);
        assertThat(members()).isEmpty();
    }

    @Test
    @RequiresReplicaSet(members = 3)
    void two_of_three_go_on_after_kill_9_of_one() throws IOException {
        try (LocalStores stores = start(3)) {
            insert(stores, 1);
            kill(members().getFirst());
            await().atMost(START).ignoreExceptions().untilAsserted(() -> insert(stores, 2));
            assertThat(ids(stores)).contains(1, 2);
        }
        try (LocalStores stores = start(3)) {
            assertThat(ids(stores)).contains(1, 2);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private LocalStores start(int members) {
        LocalStoresOptions options = LocalStoresOptions.persistentIn(data()).withMembers(members);
        return LocalStores.start(options, environment, false);
    }

    private List<ProcessHandle> members() throws IOException {
        List<ProcessHandle> members = new ArrayList<>();
        try (var files = Files.newDirectoryStream(data().resolve("mongo"), "*" + ChildProcess.PID_SUFFIX)) {
            files.forEach(file -> new PidFile(file).process().ifPresent(members::add));
        }
        return members;
    }

    private static void kill(ProcessHandle member) {
        member.destroyForcibly();
        member.onExit().join();
    }

    /** Again with the same number is no error: the answer to the first may have been lost with its server. */
    private static void insert(LocalStores stores, int id) {
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            things(client)
                    .replaceOne(new Document("_id", id), new Document("_id", id), new ReplaceOptions().upsert(true));
        }
    }

    private static List<Integer> ids(LocalStores stores) {
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            return things(client).find().map(thing -> thing.getInteger("_id")).into(new ArrayList<>());
        }
    }

    private static MongoCollection<Document> things(MongoClient client) {
        return client.getDatabase("shop")
                .getCollection("things")
                .withWriteConcern(WriteConcern.MAJORITY.withWTimeout(START.toMillis(), TimeUnit.MILLISECONDS));
    }
}
