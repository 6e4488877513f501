package io.paylog.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The settings of Prometheus and Grafana that ship with the system. */
final class Shipped {

    static final String ALERTS = "alerts.yml";

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Path DASHBOARD = DEPLOY.resolve("grafana/dashboards/paylog.json");

    private Shipped() {}

    /** Of Prometheus. */
    static String prometheus(String file) throws IOException {
        return Files.readString(DEPLOY.resolve("prometheus").resolve(file));
    }

    static List<Map<?, ?>> alerts() throws IOException {
        return list(new Yaml().<Map<?, ?>>load(prometheus(ALERTS)).get("groups")).stream()
                .flatMap(group -> list(((Map<?, ?>) group).get("rules")).stream())
                .<Map<?, ?>>map(rule -> (Map<?, ?>) rule)
                .toList();
    }

    private static List<?> list(@Nullable Object yaml) {
        return (List<?>) Objects.requireNonNull(yaml);
    }

    static List<PromQl> alertQueries() throws IOException {
        return alerts().stream()
                .map(alert -> new PromQl(String.valueOf(alert.get("expr"))))
                .toList();
    }

    /** Of the dashboard, those within rows too; rows themselves are none. */
    static List<JsonNode> panels() throws IOException {
        return panels(Json.tree(Files.readString(DASHBOARD))).toList();
    }

    private static Stream<JsonNode> panels(JsonNode parent) {
        return parent.path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("type").asString("").equals("row") ? panels(panel) : Stream.of(panel));
    }

    static List<PromQl> dashboardQueries() throws IOException {
        return panels().stream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> new PromQl(target.path("expr").asString("")))
                .toList();
    }
}
