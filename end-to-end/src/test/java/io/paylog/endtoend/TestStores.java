package io.paylog.endtoend;

import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The stores in a process of their own, or those that the environment names. Databases have names that nobody else has,
 * so that a run on a server that stays sees nothing of another run, nor anybody else's data.
 */
final class TestStores implements AutoCloseable {

    private static final List<String> PURPOSES = List.of("events", "commands", "views");

    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final JavaProcess process;

    TestStores(Path data) {
        process = JavaProcess.start(
                "stores",
                List.of(
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "io.paylog.localstores.LocalStoresMain",
                        "--data",
                        data.toString()));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(process.output());
            }
            return process.output().lines().anyMatch("READY"::equals);
        });
    }

    /** What the services need to know; each understands the databases that it uses. */
    List<String> settings() {
        return List.of(
                "--paylog.mongodb.uri=" + mongoUri(),
                "--paylog.mongodb.event-database=" + database("events"),
                "--paylog.mongodb.command-database=" + database("commands"),
                "--paylog.mongodb.view-database=" + database("views"),
                "--paylog.redis.uri=" + value("REDIS_URI="));
    }

    private String database(String purpose) {
        return "paylog_test_" + run + "_" + purpose;
    }

    private String mongoUri() {
        return value("MONGODB_URI=");
    }

    private String value(String prefix) {
        return process.output()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        try (process) {
            dropDatabases();
        }
    }

    private void dropDatabases() {
        try (MongoClient client = MongoClients.create(mongoUri())) {
            PURPOSES.forEach(purpose -> client.getDatabase(database(purpose)).drop());
        }
    }
}
