package io.paylog.standalone;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * One setting of a service, as it is documented.
 *
 * @param service {@code both} if they mean the same by it
 * @param defaultValue empty: none
 * @param description Markdown
 */
record Setting(String name, String service, String defaultValue, String range, String description) {

    /** @param metadata what Spring Boot's configuration processor has found out about it */
    static Setting of(JsonNode metadata) {
        String name = metadata.path("name").asString();
        String record = metadata.path("sourceType").asString();
        return new Setting(
                name,
                service(record),
                metadata.path("defaultValue").asString(""),
                Range.of(record, name.substring(name.lastIndexOf('.') + 1)),
                markdown(metadata.path("description").asString("")));
    }

    private static String service(String record) {
        if (record.startsWith("io.paylog.command.")) {
            return "command";
        }
        return record.startsWith("io.paylog.query.") ? "query" : "both";
    }

    private static String markdown(String javadoc) {
        return javadoc.replaceAll("\\s+", " ").replaceAll("\\{@code ([^}]*)}", "`$1`");
    }

    boolean isSame(Setting other) {
        return equals(new Setting(other.name, service, other.defaultValue, other.range, other.description));
    }

    Setting ofBoth() {
        return new Setting(name, "both", defaultValue, range, description);
    }

    String environmentVariable() {
        return name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
    }

    String row() {
        return "| `%s`<br>`%s` | %s | %s | %s | %s |"
                .formatted(
                        name,
                        environmentVariable(),
                        service,
                        defaultValue.isEmpty() ? "" : "`" + defaultValue + "`",
                        range,
                        description);
    }
}
