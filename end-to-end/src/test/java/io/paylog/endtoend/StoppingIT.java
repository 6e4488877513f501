package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What services tell while all is well, and what becomes of requests when they are stopped. */
class StoppingIT {

    /** Of a process that ended by SIGTERM. */
    private static final int TERMINATED = 143;

    private static final int BUSY = 150;

    /** Soon enough for those that are held meanwhile. */
    private static final int FEW = 30;

    private static final int HELD = 5;

    /**
     * Lines that a service owes to a machine that is too slow for some time: what takes longer than its bound is told, and
     * then that it is over.
     */
    private static final List<String> OWED_TO_SLOWNESS = List.of(
            "MongoDB has no primary",
            "MongoDB is back",
            "The event log cannot be followed",
            "The event log can be followed again",
            "A request is answered 503",
            "Waits up to",
            "Redis does not answer",
            "Redis answers again");

    private static final Pattern ALL_SEGMENTS =
            Pattern.compile("This node works on ([1-9]\\d*) of \\1 segments of projection (\\S+)");

    private static final int BEATS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @AutoClose
    private static Cluster cluster;

    private static RunningService commands;
    private static RunningService queries;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = new Cluster(data, 1, 1, List.of("--paylog.redis.command-timeout=10s", "--paylog.http.drain=5s"));
        commands = cluster.commands(0);
        queries = cluster.queries(0);
    }

    @Test
    void a_service_says_that_it_starts_and_where_it_is_ready_and_warns_of_nothing_but_the_stand_in() {
        for (RunningService service : List.of(commands, queries)) {
            String output = service.output();
            assertThat(output.lines().filter(line -> line.contains(" is ready at ")))
                    .singleElement()
                    .asString()
                    .contains(service.http().baseUrl(), "MongoDB at 127.0.0.1:", "the log has ");
            assertThat(warnings(output)).allMatch(line -> line.contains("MongoDB is not a replica set"));
            assertThat(warnings(output))
                    .hasSizeLessThanOrEqualTo(cluster.stores().isStandIn() ? 1 : 0);
        }
    }

    @Test
    void a_service_that_has_nothing_to_do_logs_nothing() throws IOException {
        create("idle");
        cluster.awaitSettled();
        await("segments").atMost(PATIENCE).until(StoppingIT::isWholeOnThisNode);
        long lines = linesOfBoth();
        Set<List<Object>> seen = new HashSet<>();
        await("beats").atMost(PATIENCE).until(() -> {
            seen.add(cluster.stores().signsOfLife());
            return seen.size() > BEATS;
        });
        assertThat(linesOfBoth()).isEqualTo(lines);
    }

    /** Whether each projection has found out that it has all its segments, after which nothing changes any more. */
    private static boolean isWholeOnThisNode() throws IOException {
        Set<String> whole = ALL_SEGMENTS
                .matcher(queries.output())
                .results()
                .map(line -> line.group(2))
                .collect(Collectors.toSet());
        JsonNode projections = queries.http().get("/api/v1/projections").json().path("data");
        return !projections.isEmpty()
                && projections
                        .valueStream()
                        .allMatch(projection ->
                                whole.contains(projection.path("name").asString()));
    }

    private static long linesOfBoth() {
        return Stream.of(commands, queries)
                .flatMap(service -> lines(service.output()))
                .count();
    }

    @Test
    void a_command_service_that_is_stopped_drops_no_request_that_it_has_accepted_and_keeps_its_promises()
            throws IOException {
        try (Hammering hammering = Hammering.commands("stop", commands.http())) {
            hammering.awaitAnswers(BUSY);
            hammering.expectStop();
            stop(commands, StoppingIT::assertDrains);
            hammering.awaitRefused();
            hammering.assertNothingAcceptedWasDropped();

            commands.startAgain();
            StoredLog log = cluster.awaitSettled();
            hammering.assertTrueOf(log);
            ViewCheck check = new ViewCheck(new Model(log));
            check.assertShownBy(queries.http());
            check.assertAgreesWith(new GatewayLedger(commands.http()));
        }
    }

    @Test
    void a_query_service_that_is_stopped_answers_those_who_wait_and_all_others_that_it_has_accepted() throws Exception {
        List<String> ids = Payments.ids("read", 3).toList();
        for (String id : ids) {
            create(id);
        }
        cluster.awaitSettled();
        try (ExecutorService waiting = Executors.newFixedThreadPool(HELD)) {
            List<Future<KeptConnection.Answer>> held = IntStream.range(0, HELD)
                    .mapToObj(_ -> waiting.submit(
                            waitFor(ids.getFirst(), cluster.stores().head() + 1)))
                    .toList();
            // The one that asks is under way as well.
            await("held").atMost(PATIENCE).until(() -> underWay() > HELD);
            try (Hammering hammering = Hammering.queries("reads", queries.http(), ids)) {
                hammering.awaitAnswers(FEW);
                hammering.expectStop();
                stop(queries, () -> {});
                hammering.awaitRefused();
                hammering.assertNothingAcceptedWasDropped();
            }
            for (Future<KeptConnection.Answer> each : held) {
                assertThat(each.get().json().path("code").asString("")).isEqualTo("projection-behind");
            }
        }
        queries.startAgain();
        new ViewCheck(new Model(cluster.awaitSettled())).assertShownBy(queries.http());
    }

    @Test
    void a_service_that_is_stopped_while_it_starts_ends_without_complaint_and_logs_json_if_asked_to() {
        for (String name : List.of("command-service", "query-service")) {
            try (RunningService early = RunningService.launch(name, cluster.stores(), StoppingIT::setJson, List.of())) {
                await(name).atMost(PATIENCE).until(() -> early.output().contains(" starts as process "));
                early.terminate();
                assertThat(early.exitCode()).isEqualTo(TERMINATED);
                for (String line : early.output().lines().toList()) {
                    JsonNode logged = Json.tree(line);
                    assertThat(logged.at("/service/name").asString("")).isEqualTo(name);
                    assertThat(logged.at("/service/version").asString("")).isNotEmpty();
                    assertThat(logged.at("/service/environment").asString("")).isEqualTo("test");
                    assertThat(logged.at("/log/level").asString("")).isIn("INFO", "WARN");
                }
            }
        }
    }

    @Test
    void a_service_that_is_stopped_while_it_waits_for_its_store_ends_without_complaint() {
        List<String> nowhere = List.of("--paylog.mongodb.uri=mongodb://127.0.0.1:" + Ports.free());
        for (String name : List.of("command-service", "query-service")) {
            try (RunningService waiting = RunningService.launch(name, inherited -> {}, nowhere)) {
                await(name).atMost(PATIENCE).until(() -> waiting.output().contains("Waits up to "));
                waiting.terminate();
                assertThat(waiting.exitCode()).isEqualTo(TERMINATED);
                assertThat(waiting.output().lines()).noneMatch(line -> line.startsWith("\tat "));
            }
        }
    }

    private static void setJson(Map<String, String> environment) {
        environment.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");
        environment.put("LOGGING_STRUCTURED_ECS_SERVICE_ENVIRONMENT", "test");
    }

    /** Sends clients away, and still does what they ask for. */
    private static void assertDrains() {
        await("not ready")
                .atMost(PATIENCE)
                .until(() -> fresh("GET", "/actuator/health/readiness", "").status() == 503);
        KeptConnection.Answer created = fresh("POST", Payments.PATH, Payments.body("late", "org-0", 1_000, "pm_ok"));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("connection", "close");
    }

    private static KeptConnection.Answer fresh(String method, String path, String body) {
        try (KeptConnection connection = new KeptConnection(commands.http())) {
            return connection.send(method, path, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it, and expects it to say so without any complaint. */
    private static void stop(RunningService service, Runnable meanwhile) {
        String before = service.output();
        service.terminate();
        meanwhile.run();
        assertThat(service.exitCode()).isEqualTo(TERMINATED);
        String said = service.output().substring(before.length());
        assertThat(lines(said)).hasSize(2);
        assertThat(said).contains(" is stopping", " has stopped after ");
        assertThat(warnings(said)).isEmpty();
    }

    private static List<String> warnings(String output) {
        return lines(output)
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR ") || line.contains("WARNING"))
                .toList();
    }

    private static Stream<String> lines(String output) {
        return output.lines().filter(line -> OWED_TO_SLOWNESS.stream().noneMatch(line::contains));
    }

    private static void create(String id) throws IOException {
        Http.Answer created = commands.http().post(Payments.PATH, Payments.body(id, "org-0", 1_000, "pm_ok"));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
    }

    private static Callable<KeptConnection.Answer> waitFor(String id, long position) {
        return () -> {
            try (KeptConnection connection = new KeptConnection(queries.http())) {
                return connection.send(
                        "GET", Payments.PATH + "/" + id, "", "X-Min-Event-Position: " + position, "Prefer: wait=10");
            }
        };
    }

    private static double underWay() throws IOException {
        return new Metrics(queries.http()).sum("http_server_requests_active_seconds_count");
    }
}
