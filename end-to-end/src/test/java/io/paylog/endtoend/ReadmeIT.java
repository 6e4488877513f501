package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.paylog.endtoend.ReadmeStep.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Someone follows README from top to bottom: each command works, and each answer is the one that is shown. */
class ReadmeIT {

    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    /** For a write to reach the gateway and the views. */
    private static final Duration SOON = Duration.ofSeconds(60);

    private static List<ReadmeStep> steps;

    @BeforeAll
    static void read() throws IOException {
        assumeThat(Shell.hasCurl()).as("There is no curl on the PATH.").isTrue();
        steps = ReadmeStep.of(Files.readString(PROJECT.resolve("README.md")));
    }

    @Test
    void every_request_is_answered_as_shown(@TempDir Path folder) throws IOException {
        StandaloneSystem standalone = StandaloneSystem.in(folder);
        Shell shell = new Shell(folder);
        List<ReadmeStep> requests = steps(Kind.REQUESTS);
        assertThat(requests).isNotEmpty();
        try (JavaProcess _ = standalone.start()) {
            for (ReadmeStep step : requests) {
                follow(step.onPorts(standalone), shell);
            }
        }
    }

    private static void follow(ReadmeStep step, Shell shell) throws IOException {
        if (step.onlyReads()) {
            await("line " + step.line()).atMost(SOON).untilAsserted(() -> check(step, shell));
        } else {
            check(step, shell);
        }
    }

    private static void check(ReadmeStep step, Shell shell) throws IOException {
        List<ReadmeAnswer> answers = shell.run(step.script());
        assertThat(answers).hasSameSizeAs(step.commands());
        assertThat(step.differences(answers))
                .as("README, line %d: %s", step.line(), answers)
                .isEmpty();
    }

    @Test
    void the_services_run_apart_on_stores_that_are_there(@TempDir Path folder) throws IOException {
        List<ReadmeStep> services = steps(Kind.SERVICES);
        assertThat(services).isNotEmpty();
        for (ReadmeStep step : services) {
            try (TestStores stores = new TestStores(folder);
                    ServicesApart apart = new ServicesApart(step.commands(), stores)) {
                apart.awaitUp();
                Http.Answer created = apart.commands().post(Payments.PATH, Payments.body("inv-1", "org", 1, "pm_ok"));
                assertThat(created.status()).isEqualTo(201);
                assertThat(created.header("Location")).isEqualTo(apart.queries().baseUrl() + Payments.PATH + "/inv-1");
                assertThat(apart.queries()
                                .get(
                                        Payments.PATH + "/inv-1",
                                        "X-Min-Event-Position",
                                        created.header("X-Event-Position"))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void every_script_is_there_to_be_run() {
        assertThat(steps(Kind.SCRIPTS))
                .isNotEmpty()
                .flatExtracting(ReadmeStep::commands)
                .allSatisfy(command ->
                        assertThat(PROJECT.resolve(command.split("\\s", 2)[0])).isExecutable());
    }

    @Test
    void what_containers_are_made_of_is_there() {
        assertThat(steps(Kind.CONTAINERS))
                .isNotEmpty()
                .allSatisfy(step ->
                        assertThat(PROJECT.resolve("docker-compose.yml")).exists());
    }

    private static List<ReadmeStep> steps(Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).toList();
    }
}
