package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./run} starts. */
class StandaloneIT {

    private final int commandPort = Ports.free();
    private final int queryPort = Ports.free();
    private final Http commands = new Http("http://127.0.0.1:" + commandPort);
    private final Http queries = new Http("http://127.0.0.1:" + queryPort);

    @TempDir
    private Path data;

    @Test
    void data_outlive_a_kill_and_a_restart_until_a_fresh_start() throws IOException {
        try (JavaProcess system = started()) {
            create("inv-1");
            system.kill();
        }
        try (JavaProcess _ = started()) {
            assertThat(view("inv-1").status()).isEqualTo(200);
            create("inv-2");
        }
        try (JavaProcess _ = started()) {
            assertThat(view("inv-1").status()).isEqualTo(200);
            assertThat(view("inv-2").status()).isEqualTo(200);
        }
        try (JavaProcess _ = started("--fresh")) {
            assertThat(view("inv-1").status()).isEqualTo(404);
        }
    }

    @Test
    void a_start_says_what_runs_where_and_a_fresh_start_beside_it_is_refused_and_leaves_its_data_alone()
            throws IOException {
        try (JavaProcess system = started()) {
            saysWhatRunsWhereAndWarnsOfNothingButTheStandIn(system);
            create("inv-1");
            try (JavaProcess second = launchOn(0, 0, "--fresh")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output())
                        .contains("is already in use by process")
                        .doesNotContain("\tat ");
            }
        }
        try (JavaProcess _ = started()) {
            assertThat(view("inv-1").status()).isEqualTo(200);
        }
    }

    @Test
    void a_taken_port_is_named_with_the_option_that_changes_it() throws IOException {
        try (ServerSocket _ = new ServerSocket(queryPort, 1, InetAddress.getLoopbackAddress());
                JavaProcess system = launch()) {
            assertThat(system.exitCode()).isEqualTo(1);
            assertThat(system.output())
                    .contains("Port " + queryPort + " is taken")
                    .contains("--query-port");
        }
    }

    private void saysWhatRunsWhereAndWarnsOfNothingButTheStandIn(JavaProcess system) {
        assertThat(system.output())
                .contains("http://127.0.0.1:" + commandPort)
                .contains("http://127.0.0.1:" + queryPort)
                .contains("curl")
                .doesNotContain(" WARN ")
                .doesNotContain(" ERROR ")
                .doesNotContain("WARNING:");
    }

    private JavaProcess started(String... options) {
        JavaProcess system = launch(options);
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            if (!system.isAlive()) {
                throw new IllegalStateException(system.output());
            }
            return system.output().contains("Ctrl-C") && commands.isUp() && queries.isUp();
        });
        return system;
    }

    private JavaProcess launch(String... options) {
        return launchOn(commandPort, queryPort, options);
    }

    private JavaProcess launchOn(int forCommands, int forQueries, String... options) {
        List<String> arguments = new ArrayList<>(JavaProcess.ACCESS);
        arguments.addAll(List.of(
                "-jar",
                System.getProperty("jar.standalone"),
                "--data=" + data.resolve("data"),
                "--command-port=" + forCommands,
                "--query-port=" + forQueries));
        arguments.addAll(List.of(options));
        return JavaProcess.start(
                "standalone", inherited -> inherited.keySet().removeAll(Set.of("MONGODB_URI", "REDIS_URI")), arguments);
    }

    private void create(String id) throws IOException {
        Http.Answer created = commands.post(Payments.PATH, Payments.body(id, "org-7", 1_000, "pm_ok"));
        assertThat(created.status()).isEqualTo(201);
    }

    private Http.Answer view(String id) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> settled(id), answer -> answer.status() != 503);
    }

    /** The payment once the view has everything that the log had when the system came up. */
    private Http.Answer settled(String id) throws IOException {
        long head = 0;
        for (var projection : queries.get("/api/v1/projections").json().path("data")) {
            head = Math.max(head, projection.path("head").asLong());
        }
        return queries.get(Payments.PATH + "/" + id, "X-Min-Event-Position", Long.toString(head));
    }
}
