package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What operators see of the services: metrics, alerts and the dashboard. */
@ExtendWith(OneOfEach.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    /** Something rare may happen in one round, and show for the first time; not in each. */
    private static final int MOST_ROUNDS = 4;

    /** Of one service after everything has happened; few enough for a small Prometheus. */
    private static final int MOST_SERIES = 3_000;

    /** What nobody wrote into the source: identifiers, and numbers longer than a status or a bucket. */
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-.*|.*\\d{6,}.*");

    private final Cluster cluster;
    private final Http commands;
    private final Http queries;

    MonitoringIT(Cluster cluster) {
        this.cluster = cluster;
        commands = cluster.commands(0).http();
        queries = cluster.queries(0).http();
    }

    @BeforeAll
    void happen() throws IOException {
        happen("first");
    }

    @Test
    void more_traffic_with_other_ids_and_paths_makes_no_more_series_and_no_label_is_an_id() throws IOException {
        String mark = "m" + UUID.randomUUID().toString().substring(0, 8);
        Set<Scrape.Series> known = new HashSet<>();
        Set<Scrape.Series> unknown = Set.of();
        Scrape after = scrape();
        for (int round = 0; round == 0 || (round < MOST_ROUNDS && !unknown.isEmpty()); round++) {
            known.addAll(after.ours());
            happen(mark + "-" + round);
            after = scrape();
            unknown = after.ours();
            unknown.removeAll(known);
        }

        assertThat(unknown).isEmpty();
        assertThat(after.series()).hasSizeLessThan(2 * MOST_SERIES);
        assertThat(after.series())
                .flatExtracting(series -> series.labels().values())
                .noneMatch(value -> value.toString().contains(mark))
                .noneMatch(value -> IDENTIFIER.matcher(value.toString()).matches());
    }

    @Test
    void each_metric_of_ours_says_what_it_is() throws IOException {
        Scrape scrape = scrape();

        assertThat(scrape.series().stream().map(Scrape.Series::name).filter(name -> name.startsWith("paylog_")))
                .isNotEmpty()
                .allMatch(name -> scrape.described().contains(name.replaceFirst("_(bucket|count|sum)$", "")));
    }

    @Test
    void each_query_of_the_alerts_and_the_dashboard_asks_for_what_the_services_tell() throws IOException {
        assumeRedis();
        Scrape scrape = scrape();

        assertThat(Shipped.alertQueries()).isNotEmpty().allSatisfy(query -> query.assertAsksForWhatIsIn(scrape));
        assertThat(Shipped.dashboardQueries()).isNotEmpty().allSatisfy(query -> query.assertAsksForWhatIsIn(scrape));
    }

    @Test
    void each_panel_of_the_dashboard_has_a_title_a_unit_a_description_and_the_datasource_that_is_chosen()
            throws IOException {
        assertThat(Shipped.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asString("")).isNotEmpty();
            assertThat(panel.path("description").asString("")).isNotEmpty();
            assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString(""))
                    .isNotEmpty();
            assertThat(panel.path("targets")).isNotEmpty();
            assertThat(panel.findValues("uid")).allMatch(uid -> uid.asString("").equals("${datasource}"));
        });
    }

    @Test
    void a_prometheus_with_the_shipped_settings_sees_both_services_and_when_one_is_gone(@TempDir Path folder)
            throws Exception {
        assumeRedis();
        try (Prometheus prometheus = Prometheus.start(folder, commands, queries)) {
            await().atMost(LONG_ENOUGH).until(() -> areUp(prometheus.targets()));
            await().atMost(LONG_ENOUGH).until(() -> areHealthy(prometheus.rules()));
            assertThat(prometheus.rules())
                    .extracting(rule -> rule.path("name").asString(""))
                    .containsExactlyInAnyOrderElementsOf(Shipped.alerts().stream()
                            .map(alert -> String.valueOf(alert.get("alert")))
                            .toList());
            for (PromQl query : Shipped.alertQueries()) {
                prometheus.query(query);
            }
            for (PromQl query : Shipped.dashboardQueries()) {
                await(query.text())
                        .atMost(LONG_ENOUGH)
                        .until(() -> !prometheus.query(query).isEmpty());
            }

            cluster.queries(0).kill();
            try {
                await().atMost(LONG_ENOUGH).until(() -> isAlerted(prometheus, "PaylogServiceDown", "query-service"));
            } finally {
                cluster.queries(0).startAgain();
                happen("again"); // whatever test comes next finds figures of everything
            }
        }
    }

    private void assumeRedis() {
        assumeThat(cluster.stores().redisUri())
                .as("There is no Redis on this machine, so that there are no figures of caches.")
                .isNotEmpty();
    }

    private static boolean areUp(List<JsonNode> targets) {
        return targets.size() == 2
                && targets.stream()
                        .allMatch(target -> target.path("health").asString("").equals("up"));
    }

    private static boolean areHealthy(List<JsonNode> rules) {
        return !rules.isEmpty()
                && rules.stream()
                        .allMatch(rule -> rule.path("health").asString("").equals("ok"));
    }

    private static boolean isAlerted(Prometheus prometheus, String alert, String job) throws IOException {
        return prometheus.alerts().stream()
                .map(raised -> raised.path("labels"))
                .anyMatch(labels -> labels.path("alertname").asString("").equals(alert)
                        && labels.path("job").asString("").equals(job));
    }

    private Scrape scrape() throws IOException {
        return Scrape.of(Stream.of(commands, queries));
    }

    /** Everything that the dashboard shows, with ids and paths that nobody else uses. */
    private void happen(String mark) throws IOException {
        for (String method : List.of("pm_timeout_once", "pm_ok", "pm_ok")) {
            String id = "watch-" + mark + "-" + UUID.randomUUID();
            String payment = Payments.body(id, "org-" + mark, 100, method);
            assertThat(commands.post(Payments.PATH, payment).status()).isEqualTo(201);
            assertThat(commands.post(Payments.PATH, payment).status()).isEqualTo(201);
            await().atMost(LONG_ENOUGH)
                    .until(() -> queries.get(Payments.PATH + "/" + id)
                            .response()
                            .body()
                            .contains("COMPLETED"));
            String refunds = Payments.PATH + "/" + id + "/refunds";
            assertThat(commands.post(refunds, "{\"id\":\"" + mark + "\",\"amount\":101}")
                            .status())
                    .isEqualTo(422);
            assertThat(commands.post(refunds, "{\"id\":\"" + mark + "\",\"amount\":1}")
                            .status())
                    .isEqualTo(201);
            assertThat(queries.get(Payments.PATH + "?organizationId=org-" + mark)
                            .status())
                    .isEqualTo(200);
            assertThat(queries.get(Payments.PATH + "/" + id, "X-Min-Event-Position", "1000000000000")
                            .status())
                    .isEqualTo(503);
            miss(mark + "-" + id, commands);
            miss(mark + "-" + id, queries);
        }
        cluster.awaitSettled();
    }

    private static void miss(String id, Http service) throws IOException {
        assertThat(service.get("/" + id).status()).isEqualTo(404);
        assertThat(service.get("/api/v1/" + id + "/" + id).status()).isEqualTo(404);
        assertThat(service.get("/actuator/" + id).status()).isEqualTo(404);
        assertThat(service.get(Payments.PATH + "/" + id + "/" + id).status()).isEqualTo(404);
        assertThat(service.get(Payments.PATH + "?" + id + "=" + id, "X-Correlation-Id", id)
                        .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(service.send(id.toUpperCase(Locale.ROOT), Payments.PATH, "", Map.of())
                        .status())
                .isEqualTo(405);
    }
}
