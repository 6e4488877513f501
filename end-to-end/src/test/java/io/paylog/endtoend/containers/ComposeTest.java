package io.paylog.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.endtoend.containers.Compose.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose file holds what it promises, as far as that can be seen without running it. */
class ComposeTest {

    /** A full version, with or without what it is built on. */
    static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+[A-Za-z0-9._-]*");

    private static final Compose COMPOSE = Compose.read();
    private static final Dockerfile DOCKERFILE = Dockerfile.read();

    static Stream<Service> services() {
        return COMPOSE.services().values().stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void an_image_is_built_here_or_is_of_one_version(Service service) {
        if (service.target().isPresent()) {
            assertThat(DOCKERFILE.stage(service.target().get())).isPresent();
        } else {
            assertThat(service.text("image")).matches(PINNED);
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_port_is_published_on_the_loopback_interface_only(Service service) {
        assertThat(service.list("ports")).allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
        assertThat(service.definition()).doesNotContainKey("network_mode");
    }

    @ParameterizedTest
    @MethodSource("services")
    void a_service_is_confined_bounded_and_watched(Service service) {
        assertThat(service.definition())
                .containsEntry("read_only", true)
                .containsEntry("init", true)
                .containsEntry("restart", "unless-stopped")
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsKeys("mem_limit", "cpus", "healthcheck");
        assertThat(service.section("healthcheck")).containsKeys("test", "interval", "timeout", "start_period");
        if (service.target().isEmpty()) {
            assertThat(service.text("user")).matches("[1-9]\\d*:\\d+");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void what_a_service_waits_for_can_become_healthy(Service service) {
        service.section("depends_on").forEach((name, condition) -> {
            assertThat(condition).isEqualTo(Map.of("condition", "service_healthy"));
            assertThat(COMPOSE.service(name).definition()).containsKey("healthcheck");
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void what_is_mounted_is_there_and_cannot_be_written(Service service) {
        for (String volume : service.list("volumes")) {
            String[] parts = volume.split(":", -1);
            if (volume.startsWith("./")) {
                assertThat(Compose.ROOT.resolve(parts[0]).normalize()).exists();
                assertThat(parts).as(volume).hasSize(3).endsWith("ro");
            } else {
                assertThat(COMPOSE.volumes()).contains(parts[0]);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            deploy/prometheus/prometheus.yml                       > /etc/prometheus/prometheus.yml
            deploy/prometheus/alerts.yml                           > /etc/prometheus/alerts.yml
            deploy/grafana/provisioning/datasources/prometheus.yml > /etc/grafana/provisioning/datasources/prometheus.yml
            deploy/grafana/provisioning/dashboards/paylog.yml      > /etc/grafana/provisioning/dashboards/paylog.yml
            deploy/grafana/dashboards/paylog.json                  > /etc/grafana/dashboards/paylog.json
            """)
    void monitoring_finds_its_configuration(String file, String inContainer) {
        assertThat(Compose.ROOT.resolve(file)).isRegularFile();
        assertThat(services().flatMap(service -> service.list("volumes").stream()))
                .anyMatch(volume -> {
                    String[] parts = volume.split(":", -1);
                    Path mounted = Path.of(parts[0]).normalize();
                    return Path.of(file).startsWith(mounted)
                            && Path.of(
                                            parts[1],
                                            mounted.relativize(Path.of(file)).toString())
                                    .equals(Path.of(inContainer));
                });
    }

    @Test
    void monitoring_looks_for_its_configuration_where_it_is_mounted() throws IOException {
        assertThat(COMPOSE.service("prometheus").list("command"))
                .contains("--config.file=/etc/prometheus/prometheus.yml");
        assertThat(Files.readString(Compose.ROOT.resolve("deploy/prometheus/prometheus.yml")))
                .contains("rule_files:\n  - alerts.yml\n");
        assertThat(Files.readString(Compose.ROOT.resolve("deploy/grafana/provisioning/dashboards/paylog.yml")))
                .contains("path: /etc/grafana/dashboards\n");
    }

    @Test
    void what_prometheus_scrapes_and_grafana_asks_is_there() throws IOException {
        assertThat(addresses("deploy/prometheus/prometheus.yml", "([a-z-]+):(\\d+)['\"]"))
                .containsExactlyInAnyOrder("command-service:8080", "query-service:8081");
        assertThat(addresses("deploy/grafana/provisioning/datasources/prometheus.yml", "http://([a-z-]+):(\\d+)"))
                .containsExactly("prometheus:9090");
    }

    private static List<String> addresses(String file, String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Compose.ROOT.resolve(file)))
                .results()
                .map(match -> match.group(1) + ":" + match.group(2))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-service", "query-service"})
    void a_service_is_given_the_time_that_it_takes_to_stop(String name) throws IOException {
        String settings = Files.readString(Compose.ROOT.resolve(name + "/src/main/resources/" + name + ".yml"));
        Matcher phase = Pattern.compile("timeout-per-shutdown-phase: (\\d+)s").matcher(settings);
        assertThat(phase.find()).isTrue();

        // First the requests end, then what works in the background.
        Duration twoPhases = Duration.ofSeconds(2 * Long.parseLong(phase.group(1)));
        assertThat(COMPOSE.service(name).stopGrace()).isGreaterThan(twoPhases);
    }

    @Test
    void the_services_reach_the_stores_and_clients_the_services() {
        for (String name : List.of("command-service", "query-service")) {
            Map<String, String> environment = COMPOSE.service(name).environment();
            assertThat(environment.get("PAYLOG_MONGODB_URI"))
                    .isEqualTo("mongodb://mongodb:27017/?replicaSet=" + option("mongodb", "--replSet"));
            assertThat(environment.get("PAYLOG_REDIS_URI")).isEqualTo("redis://redis:6379");
            String port = DOCKERFILE.environment(name).get("SERVER_PORT");
            assertThat(COMPOSE.service(name).list("ports"))
                    .singleElement()
                    .asString()
                    .endsWith(":" + port);
        }
        URI queries =
                URI.create(COMPOSE.service("command-service").environment().getOrDefault("PAYLOG_QUERY_URL", ""));
        assertThat(COMPOSE.service("query-service").list("ports"))
                .singleElement()
                .asString()
                .startsWith(queries.getAuthority() + ":");
    }

    @Test
    void the_stores_keep_within_their_memory() {
        double cacheGiB = Double.parseDouble(option("mongodb", "--wiredTigerCacheSizeGB"));
        // The rest is for connections, sorts and the shell that asks for its health.
        assertThat((long) (cacheGiB * (1 << 30)))
                .isLessThanOrEqualTo(COMPOSE.service("mongodb").memory() / 2);
        // The rest is for connections, their buffers and what is lost between objects.
        assertThat(Compose.bytes(option("redis", "--maxmemory")))
                .isLessThanOrEqualTo(COMPOSE.service("redis").memory() * 3 / 4);
    }

    private static String option(String service, String name) {
        List<String> command = COMPOSE.service(service).list("command");
        return command.get(command.indexOf(name) + 1);
    }
}
