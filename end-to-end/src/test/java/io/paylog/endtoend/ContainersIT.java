package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.endtoend.containers.Compose;
import io.paylog.endtoend.containers.Dockerfile;
import io.paylog.endtoend.containers.KnownSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the images and the compose file say of the services is true of their jars. */
class ContainersIT {

    /** What a JVM ends with that was asked to. */
    private static final int TERMINATED = 128 + 15;

    /** Read by glibc. */
    private static final Set<String> NOT_THE_SERVICES = Set.of("MALLOC_ARENA_MAX");

    @ParameterizedTest
    @ValueSource(strings = {"command-service", "query-service"})
    void every_variable_is_read_and_every_address_is_told(String service) throws IOException {
        KnownSettings settings = KnownSettings.of(Path.of(System.getProperty("jar." + service)));
        Set<String> variables =
                new HashSet<>(Compose.read().service(service).environment().keySet());
        variables.addAll(Dockerfile.read().environment(service).keySet());
        variables.removeAll(NOT_THE_SERVICES);

        assertThat(variables).allMatch(settings::isRead).contains("SERVER_ADDRESS", "SERVER_PORT");
        assertThat(settings.addresses())
                .contains("paylog.mongodb.uri", "paylog.redis.uri")
                .allMatch(name -> KnownSettings.variables(name).stream().anyMatch(variables::contains));
    }

    @Test
    void the_services_run_as_their_images_run_them(@TempDir Path data) throws IOException {
        try (TestStores stores = new TestStores(data.resolve("stores"));
                ImageRun commands = ImageRun.of("command-service", data.resolve("commands"), stores);
                ImageRun queries = ImageRun.of("query-service", data.resolve("queries"), stores)) {
            commands.awaitUp();
            queries.awaitUp();

            Http.Answer created = commands.http().post(Payments.PATH, Payments.body("inv-1", "org-1", 1_999, "pm_ok"));

            assertThat(created.status()).isEqualTo(201);
            assertThat(stores.head())
                    .as("in the database that a variable names")
                    .isGreaterThanOrEqualTo(created.position());
            assertThat(created.header("Location")).isEqualTo("http://127.0.0.1:8081" + Payments.PATH + "/inv-1");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> queries.http()
                            .get(Payments.PATH + "/inv-1")
                            .response()
                            .body()
                            .contains("COMPLETED"));
            commands.terminate();
            queries.terminate();
            await().atMost(Duration.ofMinutes(1)).until(() -> !commands.isAlive() && !queries.isAlive());
            assertThat(commands.exitCode()).isEqualTo(TERMINATED);
            assertThat(queries.exitCode()).isEqualTo(TERMINATED);
            assertThat((commands.output() + queries.output()).lines()).noneMatch(ContainersIT::isOfTheJvm);
        }
    }

    /** What a JVM says of options that come by the environment, that it does not know or that it warns of. */
    private static boolean isOfTheJvm(String line) {
        return line.matches("(NOTE:|Picked up|WARNING:|OpenJDK|Unrecognized) .*");
    }
}
