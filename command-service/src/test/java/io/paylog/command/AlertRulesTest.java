package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The alert rules that ship with the system, checked by Prometheus's own tool, and against the operations guide. */
class AlertRulesTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PROMETHEUS = ROOT.resolve("deploy/prometheus");
    private static final String RULES = "alerts.yml";
    private static final String TESTS = "alerts.test.yml";

    @ParameterizedTest
    @ValueSource(strings = {"prometheus.yml", "local.yml"})
    void prometheus_accepts_its_settings_and_the_rules(String settings) throws Exception {
        assertSucceeds("check", "config", settings);
    }

    @Test
    void the_rules_fire_when_they_should_and_only_then() throws Exception {
        assertSucceeds("test", "rules", TESTS);
    }

    @Test
    void each_alert_says_what_it_means_and_where_it_is_explained() throws Exception {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            Map<String, Object> annotations = map(alert.get("annotations"));
            assertThat(annotations.keySet()).containsExactlyInAnyOrder("summary", "description", "runbook");
            assertThat(map(alert.get("labels")).get("severity")).isIn("critical", "warning");
            String[] runbook = String.valueOf(annotations.get("runbook")).split("#", 2);
            assertThat(anchors(ROOT.resolve(runbook[0]))).contains(runbook[1]);
            assertThat(Files.readString(ROOT.resolve(runbook[0]))).contains("`" + alert.get("alert") + "`");
        });
    }

    @Test
    void each_alert_is_seen_to_fire_and_seen_to_be_silent() throws Exception {
        List<Object> names = alerts().stream().map(alert -> alert.get("alert")).toList();

        assertThat(tested(expected -> !expected.isEmpty())).containsExactlyInAnyOrderElementsOf(names);
        assertThat(tested(List::isEmpty)).containsExactlyInAnyOrderElementsOf(names);
    }

    private static Set<Object> tested(Predicate<List<Object>> expected) throws IOException {
        return list(read(TESTS).get("tests")).stream()
                .flatMap(test -> list(map(test).get("alert_rule_test")).stream())
                .map(AlertRulesTest::map)
                .filter(test -> expected.test(list(test.get("exp_alerts"))))
                .map(test -> test.get("alertname"))
                .collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        return list(read(RULES).get("groups")).stream()
                .flatMap(group -> list(map(group).get("rules")).stream())
                .map(AlertRulesTest::map)
                .toList();
    }

    /** As the renderers of Markdown name headings. */
    private static List<String> anchors(Path guide) throws IOException {
        return Files.readAllLines(guide).stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .toList();
    }

    private static Map<String, Object> read(String file) throws IOException {
        return new Yaml().load(Files.readString(PROMETHEUS.resolve(file)));
    }

    @SuppressWarnings("unchecked") // the keys of these files are text
    private static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) Objects.requireNonNull(yaml);
    }

    @SuppressWarnings("unchecked") // whatever is in it
    private static List<Object> list(@Nullable Object yaml) {
        return (List<Object>) Objects.requireNonNull(yaml);
    }

    private static void assertSucceeds(String... arguments) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "promtool is not on the PATH, so the alert rules are not checked");
        Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Arrays.stream(arguments))
                        .toList())
                .directory(PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(output).isZero();
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    }
}
