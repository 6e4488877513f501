package io.paylog.localstores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStoresTest {

    private static final Environment NOTHING = new Environment(Map.of());
    private static final LocalStoresOptions PLAIN = new LocalStoresOptions(null, 1, 0, 0, false, false, false);

    @TempDir
    private Path folder;

    private final AtomicLong lastBeats = new AtomicLong();

    @Test
    void without_anything_else_the_stand_in_says_loudly_what_it_is() {
        try (LocalStores stores = LocalStores.start(PLAIN, NOTHING, false)) {
            assertThat(stores.mongoKind()).isEqualTo(MongoKind.STAND_IN);
            assertThat(stores.replicaSet()).isFalse();
            assertThat(stores.describe()).anySatisfy(line -> assertThat(line).contains("NOT A REAL MONGODB"));
            assertThat(stores.describe()).anySatisfy(line -> assertThat(line).contains("CACHES ARE OFF"));
            assertThat(stores.redisUri()).isEmpty();
            assertThat(answers(stores.mongoUri())).isTrue();
        }
    }

    @Test
    void closing_stops_what_was_started() {
        LocalStores stores = LocalStores.start(PLAIN, NOTHING, false);
        stores.close();
        stores.close();
        assertThat(MongoProbe.answers(stores.mongoUri(), Duration.ofMillis(200)))
                .isFalse();
    }

    @Test
    void data_in_a_directory_outlive_a_restart() {
        LocalStoresOptions options = new LocalStoresOptions(folder, 1, 0, 0, false, false, false);
        try (LocalStores stores = LocalStores.start(options, NOTHING, false);
                MongoClient client = MongoClients.create(stores.mongoUri())) {
            client.getDatabase("shop").getCollection("things").insertOne(new Document("_id", 1L));
        }
        try (LocalStores stores = LocalStores.start(options, NOTHING, false);
                MongoClient client = MongoClients.create(stores.mongoUri())) {
            assertThat(client.getDatabase("shop").getCollection("things").find().first())
                    .isEqualTo(new Document("_id", 1L));
        }
    }

    @Test
    void a_configured_mongodb_is_used_and_left_running() {
        try (LocalStores running = LocalStores.start(PLAIN, NOTHING, false)) {
            Environment configured = new Environment(Map.of("MONGODB_URI", running.mongoUri()));
            try (LocalStores found = LocalStores.start(PLAIN, configured, false)) {
                assertThat(found.mongoKind()).isEqualTo(MongoKind.URI);
                assertThat(found.replicaSet()).isFalse();
                assertThat(found.describe().getFirst()).contains("NO REPLICA SET");
            }
            assertThat(answers(running.mongoUri())).isTrue();
        }
    }

    @Test
    void stores_in_memory_answer_as_others_and_keep_nothing() {
        for (int start = 1; start <= 2; start++) {
            try (LocalStores stores = LocalStores.start(LocalStoresOptions.inMemoryOnly(), NOTHING, false);
                    MongoClient client = MongoClients.create(stores.mongoUri())) {
                assertThat(stores.describe().getFirst()).contains("IN MEMORY", "Nothing in it outlives");
                var things = client.getDatabase("shop").getCollection("things");
                assertThat(things.countDocuments()).isZero();
                things.createIndex(Indexes.ascending("kind"));
                things.insertMany(IntStream.range(0, 1_000)
                        .mapToObj(i -> new Document("_id", i).append("kind", i % 10))
                        .toList());
                things.updateMany(Filters.eq("kind", 3), Updates.set("seen", true));
                things.deleteMany(Filters.eq("kind", 4));
                assertThat(things.countDocuments()).isEqualTo(900);
                assertThat(things.countDocuments(Filters.eq("seen", true))).isEqualTo(100);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MONGODB_URI", "REDIS_URI"})
    void stores_in_memory_are_not_mixed_with_configured_servers(String variable) {
        Environment configured = new Environment(Map.of(variable, "somewhere"));
        assertThatThrownBy(() -> LocalStores.start(LocalStoresOptions.inMemoryOnly(), configured, true))
                .isInstanceOf(LocalStoresException.class)
                .hasMessage("Everything is to be kept in memory only, but " + variable + " names a server. Unset "
                        + variable + ", or use that server.");
    }

    @Test
    void a_configured_uri_that_does_not_answer_is_an_error() {
        Environment mongo =
                new Environment(Map.of("MONGODB_URI", "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100"));
        assertThatThrownBy(() -> LocalStores.start(PLAIN, mongo, false))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("MONGODB_URI is set, but no MongoDB answers there");
        Environment redis = new Environment(Map.of("REDIS_URI", "redis://127.0.0.1:1"));
        assertThatThrownBy(() -> LocalStores.start(PLAIN, redis, true))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("REDIS_URI is set, but no Redis answers there");
    }

    @Test
    void a_taken_port_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalStoresOptions options = PLAIN.withPorts(taken.getLocalPort(), 0);
            assertThatThrownBy(() -> LocalStores.start(options, NOTHING, false))
                    .isInstanceOf(LocalStoresException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort() + ", wanted for MongoDB, is taken");
        }
    }

    @Test
    void a_redis_server_on_the_path_is_started_and_stopped() throws IOException {
        Assumptions.assumeTrue(
                Environment.ofProcess().executable("redis-server").isPresent(), "no redis-server on the PATH");
        LocalStores stores = LocalStores.start(PLAIN, new Environment(Map.of("PATH", System.getenv("PATH"))), true);
        URI uri = URI.create(stores.redisUri().orElseThrow());
        assertThat(stores.redisKind()).isEqualTo(RedisKind.REDIS_SERVER);
        RedisProbe.ping(uri);
        stores.close();
        assertThat(RedisProbe.answers(uri.getPort())).isFalse();
    }

    @Test
    void the_redis_carried_along_runs_or_says_why_not() throws IOException {
        try (LocalStores stores = LocalStores.start(PLAIN, NOTHING, true)) {
            if (stores.redisKind() == RedisKind.EMBEDDED) {
                RedisProbe.ping(URI.create(stores.redisUri().orElseThrow()));
            } else {
                assertThat(stores.describe().getLast()).contains("does not run here: ");
            }
        }
    }

    @Test
    void a_redis_that_lacks_a_library_says_which() throws IOException {
        Path broken = script("redis-server", "echo 'libssl.so.3: cannot open shared object file' >&2; exit 127");
        Environment environment = new Environment(Map.of("PATH", folder.toString()));
        assertThatThrownBy(() -> RedisServer.start(RedisKind.REDIS_SERVER, broken, PLAIN, folder, environment))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("exit code 127")
                .hasMessageContaining("libssl.so.3");
    }

    @Test
    void a_mongod_that_ends_at_once_is_an_error_with_the_end_of_its_log() throws IOException {
        Path mongod = script("mongod", "echo \"args: $*\"; echo 'Illegal instruction'; exit 1");
        Environment environment = new Environment(Map.of("MONGOD", mongod.toString()));
        assertThatThrownBy(() -> LocalStores.start(PLAIN, environment, false))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("ended with exit code 1")
                .hasMessageContaining("--replSet rs0 --bind_ip 127.0.0.1 --port")
                .hasMessageContaining("Illegal instruction");
    }

    @Test
    void a_mongod_that_cannot_be_executed_is_an_error() {
        Environment environment =
                new Environment(Map.of("MONGOD", folder.resolve("none").toString()));
        assertThatThrownBy(() -> LocalStores.start(PLAIN, environment, false))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("cannot be executed");
    }

    @Test
    void a_set_of_three_is_configured_with_its_three_addresses_and_all_follow_the_primary() {
        assertThat(Mongod.configuration(List.of(11, 12, 13)).toJson())
                .isEqualTo("{\"_id\": \"rs0\", \"members\": [{\"_id\": 0, \"host\": \"127.0.0.1:11\"},"
                        + " {\"_id\": 1, \"host\": \"127.0.0.1:12\"}, {\"_id\": 2, \"host\": \"127.0.0.1:13\"}],"
                        + " \"settings\": {\"chainingAllowed\": false}}");
        assertThat(Mongod.uri(List.of(11, 12, 13)))
                .isEqualTo("mongodb://127.0.0.1:11,127.0.0.1:12,127.0.0.1:13/?replicaSet=rs0");
    }

    @Test
    void a_replica_set_keeps_its_ports_and_refuses_others() {
        LocalStoresOptions three = PLAIN.withMembers(3);
        List<Integer> ports = RememberedPorts.in(folder).orChoose(three);
        assertThat(ports).doesNotHaveDuplicates().hasSize(3);
        assertThat(RememberedPorts.in(folder).orChoose(three)).isEqualTo(ports);
        assertThatThrownBy(() -> RememberedPorts.in(folder).orChoose(PLAIN))
                .hasMessageContaining("holds a replica set of 3 on port " + ports.getFirst());
    }

    @Test
    void ports_that_are_needed_again_are_none_that_an_outgoing_connection_takes() throws IOException {
        LocalStoresOptions persistent = LocalStoresOptions.persistentIn(folder).withMembers(3);
        List<Integer> ports = RememberedPorts.in(folder).orChoose(persistent);
        assertThat(ports).doesNotHaveDuplicates().hasSize(3).allMatch(port -> port >= 27_017 && port < 32_768);
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(ports.getFirst(), 1, here)) {
            assertThat(Ports.lasting(3)).doesNotContain(taken.getLocalPort());
        }
    }

    /** It answers, but it is not the server that was started: as the one of a copied data directory would. */
    @Test
    void a_server_that_is_not_the_child_is_not_taken_for_it() {
        try (LocalStores other = LocalStores.start(PLAIN, NOTHING, false)) {
            assertThat(MongoProbe.answersAs(_ -> false, other.mongoUri(), Duration.ofSeconds(5)))
                    .isFalse();
        }
    }

    @Test
    void a_child_knows_its_own_process_and_those_beneath_it() throws IOException {
        Path server = script("server", "sleep 600 & wait");
        try (ChildProcess child = ChildProcess.start("server", List.of(server.toString()), folder, NOTHING)) {
            ProcessHandle self =
                    new PidFile(folder.resolve("server.pid")).process().orElseThrow();
            child.await(() -> self.descendants().findAny().isPresent(), Duration.ofSeconds(10));
            ProcessHandle beneath = self.descendants().findAny().orElseThrow();
            assertThat(child.isProcess(self.pid())).isTrue();
            assertThat(child.isProcess(beneath.pid())).isTrue();
            assertThat(child.isProcess(ProcessHandle.current().pid())).isFalse();
            beneath.destroy();
        }
    }

    @Test
    void a_member_is_silent_while_it_is_paused_and_can_be_started_again_after_it_was_killed() throws IOException {
        Path server = script("server", "while true; do date +%N >> " + folder.resolve("beats") + "; sleep 0.01; done");
        MongodMember member = new MongodMember(
                27_017, () -> ChildProcess.start("server", List.of(server.toString()), folder, NOTHING));
        awaitBeat();

        member.pause();
        awaitSilence();
        member.resume();
        awaitBeat();
        member.kill();
        awaitSilence();
        member.resume();
        member.startAgain();
        awaitBeat();

        member.kill();
        assertThat(member.process().isAlive()).isFalse();
    }

    private void awaitBeat() throws IOException {
        long before = beats();
        await().until(() -> beats() > before);
    }

    private void awaitSilence() {
        await().during(Duration.ofMillis(200)).until(this::beats, beats -> beats == lastBeats.getAndSet(beats));
    }

    private long beats() throws IOException {
        Path beats = folder.resolve("beats");
        return Files.exists(beats) ? Files.size(beats) : 0;
    }

    @Test
    void a_redis_that_outlived_its_parent_gives_back_its_port() throws IOException {
        Assumptions.assumeTrue(
                Environment.ofProcess().executable("redis-server").isPresent(), "no redis-server on the PATH");
        Path redis = Environment.ofProcess().executable("redis-server").orElseThrow();
        int port = Ports.orFree(0, "Redis");
        Process orphan = new ProcessBuilder(RedisServer.command(redis, port, folder)).start();
        new PidFile(folder.resolve("redis.pid")).write(orphan.toHandle());
        await().until(() -> RedisProbe.answers(port));
        try (RunningRedis _ =
                RedisServer.start(RedisKind.REDIS_SERVER, redis, PLAIN.withPorts(0, port), folder, NOTHING)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(RedisProbe.answers(port)).isTrue();
        } finally {
            orphan.destroy();
        }
    }

    @Test
    void the_members_of_a_set_are_counted_as_hello_lists_them() {
        assertThat(MongoProbe.members(new Document("setName", "rs0").append("hosts", List.of("a", "b", "c"))))
                .isEqualTo(3);
        assertThat(MongoProbe.members(new Document("isWritablePrimary", true))).isZero();
    }

    @Test
    void no_docker_is_found_without_asking_for_it() {
        assertThat(new Docker(new Environment(Map.of("DOCKER_HOST", "unix://" + folder.resolve("none.sock"))))
                        .available())
                .isEqualTo(new Docker(NOTHING).available());
        assertThat(new Docker(new Environment(Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375"))).available())
                .isTrue();
    }

    private Path script(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static boolean answers(String uri) {
        return MongoProbe.answers(uri, Duration.ofSeconds(5));
    }
}
