package io.paylog.endtoend;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The stores in a process of their own. */
final class TestStores implements AutoCloseable {

    private final JavaProcess process;

    TestStores(Path data) {
        process = JavaProcess.start(
                "stores",
                Map.of(),
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

    String mongoUri() {
        return value("MONGODB_URI=");
    }

    String redisUri() {
        return value("REDIS_URI=");
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
        process.close();
    }
}
