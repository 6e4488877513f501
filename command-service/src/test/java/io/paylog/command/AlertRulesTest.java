package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alert rules that ship with the system, checked by Prometheus's own tool. */
class AlertRulesTest {

    static final Path RULES = Path.of("..", "deploy", "prometheus");

    @Test
    void prometheus_accepts_the_rules() throws Exception {
        assertSucceeds("check", "rules", "alerts.yml");
    }

    @Test
    void the_rules_fire_when_they_should_and_only_then() throws Exception {
        assertSucceeds("test", "rules", "alerts.test.yml");
    }

    private static void assertSucceeds(String... arguments) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "promtool is not on the PATH, so the alert rules are not checked");
        Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Arrays.stream(arguments))
                        .toList())
                .directory(RULES.toFile())
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
