package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup by export and import, step by step as the page on operations describes it. */
class RestoredLogIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String EVENTS = "--paylog.mongodb.event-database=";
    private static final String VIEWS = "--paylog.mongodb.view-database=";
    private static final List<String> IDS = Payments.ids("restored", 40).toList();

    @TempDir
    private Path data;

    private final List<RunningService> started = new ArrayList<>();
    private Cluster cluster;

    @BeforeEach
    void begin() {
        cluster = new Cluster(data, 1, 1);
    }

    @AfterEach
    void end() {
        started.forEach(Server::kill);
        try (MongoClient client = MongoClients.create(cluster.stores().mongoUri())) {
            client.getDatabase(database(EVENTS) + "_restored").drop();
            client.getDatabase(database(VIEWS) + "_restored").drop();
        }
        cluster.close();
    }

    @Test
    void an_exported_log_is_imported_and_served_from_new_views_and_nobody_is_charged_again() throws Exception {
        pay();
        Map<String, Object> before = shownBy(cluster.queries(0).http());
        assertThat(before).hasSize(IDS.size());
        String file = data.resolve("log.jsonl.gz").toString();
        log("export", file, database(EVENTS));
        stop(cluster.commands(0));
        stop(cluster.queries(0));
        log("import", file, database(EVENTS) + "_restored");

        assertOldViewsAreRefused();
        RunningService queries = launch("query-service", settings(EVENTS, VIEWS));
        queries.awaitUp();
        Cluster.awaitPosition(queries.http(), cluster.stores().head());
        assertThat(shownBy(queries.http())).isEqualTo(before);

        assertAnotherLogIsNotTakenForThisOne();
        List<String> adopting = new ArrayList<>(settings(EVENTS, VIEWS));
        adopting.add("--paylog.gateway.adopt-log=true");
        RunningService commands = launch("command-service", adopting);
        commands.awaitUp();
        assertPaysOn(commands.http(), queries.http());
    }

    private void pay() throws Exception {
        try (CommandStream stream = new CommandStream(cluster.commands(0).http(), "org-restored", IDS)) {
            stream.awaitAllSent();
        }
        cluster.awaitSettled();
    }

    private static Map<String, Object> shownBy(Http queries) throws IOException {
        return PageWalk.of(queries, "organizationId=org-restored&limit=100").stream()
                .collect(Collectors.toMap(payment -> payment.path("id").asString(), Json::map));
    }

    /** As {@code ./log} starts it. */
    private void log(String command, String file, String database) {
        List<String> arguments = List.of(
                "-jar",
                System.getProperty("jar.log-tool"),
                command,
                file,
                "--database",
                database,
                "--uri",
                cluster.stores().mongoUri());
        try (JavaProcess process = JavaProcess.start("log-" + command, arguments)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
        }
    }

    private static void stop(RunningService service) {
        service.terminate();
        service.exitCode();
    }

    private void assertOldViewsAreRefused() {
        RunningService refused = launch("query-service", settings(EVENTS));
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            Http.Answer answer = refused.http().get(Payments.PATH + "/" + IDS.getFirst());
            assertThat(answer.code()).isEqualTo("view-unavailable");
        });
        refused.kill();
    }

    private void assertAnotherLogIsNotTakenForThisOne() {
        RunningService refused = launch("command-service", settings(EVENTS));
        await().atMost(PATIENCE).until(() -> !refused.isAlive());
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output()).contains("adopt-log");
    }

    private void assertPaysOn(Http commands, Http queries) throws IOException {
        assertThat(commands.post(Payments.PATH, Payments.body("restored-later", "org-restored", 100, "pm_ok"))
                        .status())
                .isEqualTo(201);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(queries.get(Payments.PATH + "/restored-later")
                                .json()
                                .path("status")
                                .asString())
                        .isEqualTo("COMPLETED"));
        GatewayLedger ledger = new GatewayLedger(commands);
        for (String id : IDS) {
            assertThat(ledger.charges(id)).as(id).isEqualTo(1);
        }
    }

    private RunningService launch(String name, List<String> settings) {
        RunningService service = RunningService.launch(name, inherited -> {}, settings);
        started.add(service);
        return service;
    }

    /** @param restored which databases are other ones than before */
    private List<String> settings(String... restored) {
        return cluster.stores().settings().stream()
                .map(setting ->
                        List.of(restored).stream().anyMatch(setting::startsWith) ? setting + "_restored" : setting)
                .toList();
    }

    private String database(String setting) {
        return cluster.stores().settings().stream()
                .filter(given -> given.startsWith(setting))
                .map(given -> given.substring(setting.length()))
                .findFirst()
                .orElseThrow();
    }
}
