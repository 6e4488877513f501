package io.paylog.endtoend.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The compose file at the root of the repository.
 *
 * @param volumes those that have a name
 */
public record Compose(Map<String, Service> services, Set<String> volumes) {

    /** The repository: tests are run in the folder of their module. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    public static Compose read() {
        Map<String, Object> file = map(yaml(ROOT.resolve("docker-compose.yml")));
        Map<String, Service> services = map(file.get("services")).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new Service(entry.getKey(), map(entry.getValue()))));
        return new Compose(services, map(file.get("volumes")).keySet());
    }

    public Service service(String name) {
        return Optional.ofNullable(services.get(name)).orElseThrow();
    }

    static Object yaml(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (var reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(options)).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What YAML has as a mapping with text keys; an absent one is empty. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    static List<String> texts(@Nullable Object list) {
        return list == null
                ? List.of()
                : ((List<?>) list).stream().map(String::valueOf).toList();
    }

    /**
     * One of them.
     *
     * @param definition as the file has it, merged keys included
     */
    public record Service(String name, Map<String, Object> definition) {

        String text(String key) {
            return String.valueOf(definition.getOrDefault(key, ""));
        }

        List<String> list(String key) {
            return texts(definition.get(key));
        }

        Map<String, Object> section(String key) {
            return map(definition.get(key));
        }

        /** The stage of the Dockerfile that it is built from; empty: its image is pulled. */
        Optional<String> target() {
            return Optional.ofNullable(section("build").get("target")).map(String::valueOf);
        }

        public Map<String, String> environment() {
            return section("environment").entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
        }

        /** In bytes. */
        public long memory() {
            return bytes(text("mem_limit"));
        }

        Duration stopGrace() {
            return Duration.parse("PT" + text("stop_grace_period"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Of such as {@code 1g} and {@code 512mb}. */
    static long bytes(String size) {
        String lower = size.toLowerCase(Locale.ROOT).replace("b", "");
        long number = Long.parseLong(lower.substring(0, lower.length() - 1));
        return switch (lower.charAt(lower.length() - 1)) {
            case 'k' -> number << 10;
            case 'm' -> number << 20;
            case 'g' -> number << 30;
            default -> throw new IllegalArgumentException(size);
        };
    }
}
