package io.paylog.endtoend;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;

/**
 * A MongoDB and a Redis in processes of their own, or those that the environment names. Databases have names that nobody
 * else has, so that a run on a server that stays sees nothing of another run, nor anybody else's data.
 */
final class TestStores implements AutoCloseable {

    private static final List<String> PURPOSES = List.of("events", "commands", "views");

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final Server mongo;
    private final Server redis;
    private final MongoClient client;

    TestStores(Path data) {
        mongo = start(
                "mongo",
                inherited -> {},
                List.of("--data", data.resolve("mongo").toString(), "--mongo-port=" + Ports.free(), "--no-redis"));
        // This one finds its MongoDB there and starts none.
        redis = start(
                "redis",
                inherited -> inherited.put("MONGODB_URI", mongoUri()),
                List.of("--data", data.resolve("redis").toString(), "--redis-port=" + Ports.free()));
        client = MongoClients.create(mongoUri());
    }

    private static Server start(String name, Consumer<Map<String, String>> environment, List<String> options) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> arguments = Stream.of(
                        JavaProcess.ACCESS, List.of("-cp", classPath, "io.paylog.localstores.LocalStoresMain"), options)
                .flatMap(List::stream)
                .toList();
        Server server = new Server(
                name,
                () -> JavaProcess.start(name, environment, arguments),
                process -> process.output().lines().anyMatch("READY"::equals));
        server.awaitUp();
        return server;
    }

    /** What the services need to know; each understands the databases that it uses. */
    List<String> settings() {
        return List.of(
                "--paylog.mongodb.uri=" + mongoUri(),
                "--paylog.mongodb.event-database=" + database("events"),
                "--paylog.mongodb.command-database=" + database("commands"),
                "--paylog.mongodb.view-database=" + database("views"),
                "--paylog.redis.uri=" + redisUri());
    }

    /** The names of the databases, as the services read them from their environment. */
    Map<String, String> variables() {
        return PURPOSES.stream()
                .collect(toMap(
                        purpose -> "PAYLOG_MONGODB_%s_DATABASE"
                                .formatted(purpose.substring(0, purpose.length() - 1)
                                        .toUpperCase(Locale.ROOT)),
                        this::database));
    }

    /** To be killed; without one that is ours the test is skipped. */
    Server mongo() {
        assumeThat(ownsMongo())
                .as("The MongoDB of MONGODB_URI is not the tests' own to be killed.")
                .isTrue();
        return mongo;
    }

    boolean ownsMongo() {
        return System.getenv("MONGODB_URI") == null;
    }

    /** To be killed; without one that is ours the test is skipped. */
    Server redis() {
        assumeThat(ownsRedis())
                .as("There is no Redis on this machine, or that of REDIS_URI is not the tests' own to be killed.")
                .isTrue();
        return redis;
    }

    boolean ownsRedis() {
        return System.getenv("REDIS_URI") == null && !value(redis, "REDIS_URI=").isEmpty();
    }

    /** What has been stored up to now, read without the services. */
    StoredLog log() {
        return StoredLog.read(commits());
    }

    /** The position of the last event of the log; 0: there is none. */
    long head() {
        return StoredLog.head(commits());
    }

    /** When each processor and segment last said that it is alive. */
    List<Object> signsOfLife() {
        return Stream.of("commands", "views")
                .flatMap(purpose -> StreamSupport.stream(
                        client.getDatabase(database(purpose))
                                .getCollection("tokens")
                                .find()
                                .spliterator(),
                        false))
                .map(token -> token.get("timestamp"))
                .toList();
    }

    /** Whether they are only good for tests, of which services may warn. */
    boolean isStandIn() {
        return mongo.output().contains("STAND-IN");
    }

    private MongoCollection<Document> commits() {
        return client.getDatabase(database("events"))
                .withReadConcern(ReadConcern.MAJORITY)
                .getCollection("commits");
    }

    private String database(String purpose) {
        return "paylog_test_" + run + "_" + purpose;
    }

    String mongoUri() {
        return value(mongo, "MONGODB_URI=");
    }

    /** Empty: there is none. */
    String redisUri() {
        return value(redis, "REDIS_URI=");
    }

    private static String value(Server server, String prefix) {
        return server.output()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        try (mongo;
                redis;
                client) {
            PURPOSES.forEach(purpose -> client.getDatabase(database(purpose)).drop());
        }
    }
}
