package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./run} starts. */
class StandaloneIT {

    private StandaloneSystem standalone;
    private Http commands;
    private Http queries;

    @BeforeEach
    void place(@TempDir Path folder) {
        standalone = StandaloneSystem.in(folder);
        commands = standalone.commands();
        queries = standalone.queries();
    }

    @Test
    void data_outlive_a_kill_and_a_restart_until_a_fresh_start() throws IOException {
        try (JavaProcess system = standalone.start()) {
            create("inv-1");
            system.kill();
        }
        try (JavaProcess _ = standalone.start()) {
            assertThat(view("inv-1").status()).isEqualTo(200);
            create("inv-2");
        }
        try (JavaProcess _ = standalone.start()) {
            assertThat(view("inv-1").status()).isEqualTo(200);
            assertThat(view("inv-2").status()).isEqualTo(200);
        }
        try (JavaProcess _ = standalone.start("--fresh")) {
            assertThat(view("inv-1").status()).isEqualTo(404);
        }
    }

    @Test
    void in_memory_everything_works_and_nothing_is_kept() throws IOException {
        StandaloneSystem memory = standalone.inMemory();
        try (JavaProcess system = memory.start()) {
            assertThat(system.output()).contains("STAND-IN IN MEMORY").contains("NOTHING IS KEPT");
            assertThat(stores(commands)).contains("memory").doesNotContain("mongodb");
            assertThat(stores(queries)).contains("memory").doesNotContain("mongodb");
            create("inv-1");
            awaitStatus("inv-1", "COMPLETED");
            assertThat(commands.post(Payments.PATH + "/inv-1/refunds", "{\"id\":\"r-1\"}")
                            .status())
                    .isEqualTo(201);
            awaitStatus("inv-1", "REFUNDED");
            assertThat(system.output()).doesNotContain(" WARN ").doesNotContain(" ERROR ");
        }
        try (JavaProcess _ = memory.start()) {
            assertThat(view("inv-1").status()).isEqualTo(404);
            assertThat(commands.post(Payments.PATH + "/inv-1/refunds", "{\"id\":\"r-1\"}")
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MONGODB_URI", "REDIS_URI"})
    void in_memory_is_refused_where_a_server_is_named(String variable) {
        try (JavaProcess system = standalone.inMemory().launch(Map.of(variable, "somewhere"))) {
            assertThat(system.exitCode()).isEqualTo(1);
            assertThat(system.output()).contains("Unset " + variable).doesNotContain("\tat ");
        }
    }

    @Test
    void a_start_says_what_runs_where_and_a_fresh_start_beside_it_is_refused_and_leaves_its_data_alone()
            throws IOException {
        try (JavaProcess system = standalone.start()) {
            saysWhatRunsWhereAndWarnsOfNothingButTheStandIn(system);
            create("inv-1");
            try (JavaProcess second = standalone.onAnyPorts().launch("--fresh")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.output())
                        .contains("is already in use by process")
                        .doesNotContain("\tat ");
            }
        }
        try (JavaProcess _ = standalone.start()) {
            assertThat(view("inv-1").status()).isEqualTo(200);
        }
    }

    @Test
    void a_taken_port_is_named_with_the_option_that_changes_it() throws IOException {
        try (ServerSocket _ = new ServerSocket(standalone.queryPort(), 1, InetAddress.getLoopbackAddress());
                JavaProcess system = standalone.launch()) {
            assertThat(system.exitCode()).isEqualTo(1);
            assertThat(system.output())
                    .contains("Port " + standalone.queryPort() + " is taken")
                    .contains("--query-port");
        }
    }

    private void saysWhatRunsWhereAndWarnsOfNothingButTheStandIn(JavaProcess system) {
        assertThat(system.output())
                .contains("http://127.0.0.1:" + standalone.commandPort())
                .contains("http://127.0.0.1:" + standalone.queryPort())
                .contains("curl")
                .doesNotContain(" WARN ")
                .doesNotContain(" ERROR ")
                .doesNotContain("WARNING:");
    }

    /** Where the service says that its log, and what tells of it, are. */
    private static List<String> stores(Http service) throws IOException {
        String metrics = service.get("/actuator/prometheus").response().body();
        return Pattern.compile("paylog_store_up\\{.*store=\"(\\w+)\"")
                .matcher(metrics)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private void awaitStatus(String id, String status) {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(queries.get(Payments.PATH + "/" + id)
                                .json()
                                .path("status")
                                .asString())
                        .isEqualTo(status));
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
