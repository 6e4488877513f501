package io.paylog.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.endtoend.containers.Dockerfile.Instruction;
import io.paylog.endtoend.containers.Dockerfile.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images can be built from what a build gets to see, and run as they should. */
class DockerfileTest {

    /** For the stacks of a few hundred threads, the collector, the allocator, and native memory of libraries. */
    private static final long UNBOUNDED_PARTS = 144L << 20;

    private static final Dockerfile DOCKERFILE = Dockerfile.read();
    private static final BuildContext CONTEXT = BuildContext.read();

    @Test
    void every_stage_begins_with_one_version_of_an_image_or_with_an_earlier_stage() {
        for (Stage stage : DOCKERFILE.stages()) {
            if (DOCKERFILE.stage(stage.base()).isEmpty()) {
                assertThat(stage.base()).matches(ComposeTest.PINNED);
            }
        }
    }

    @Test
    void what_is_built_and_what_runs_it_are_of_the_same_java() throws IOException {
        String version = element(Path.of("pom.xml"), "java.version").findFirst().orElseThrow();

        assertThat(DOCKERFILE.stages().stream().map(Stage::base).filter(base -> base.contains("temurin")))
                .hasSize(2)
                .allMatch(base -> base.matches(".*eclipse-temurin[:-]" + version + "[.-].*"));
    }

    @Test
    void what_is_copied_is_in_the_build_context_or_in_an_earlier_stage() {
        for (Stage stage : DOCKERFILE.stages()) {
            for (Instruction copy :
                    DOCKERFILE.instructions(stage.name(), "COPY").toList()) {
                Optional<String> from = copy.from();
                if (from.isPresent()) {
                    assertThat(DOCKERFILE.stage(from.get()))
                            .as(copy.arguments())
                            .isPresent();
                } else {
                    assertThat(copy.sources()).allMatch(source -> source.equals(".") || CONTEXT.holds(source));
                }
            }
        }
    }

    @Test
    void the_build_context_holds_what_the_build_needs_and_nothing_else() throws IOException {
        assertThat(CONTEXT.holds("pom.xml")).isTrue();
        assertThat(CONTEXT.holds(".mvn/jvm.config")).isTrue();
        for (String module : element(Path.of("pom.xml"), "module").toList()) {
            assertThat(CONTEXT.holds(module + "/pom.xml")).as(module).isTrue();
        }
        for (String module : List.of("command-service", "query-service")) {
            assertSourcesOf(module);
        }
        for (String other : List.of(
                ".git/HEAD",
                "README.md",
                "docker-compose.yml",
                "data/x",
                "x.log",
                "query-service/target/x.jar",
                "query-service/src/test/java/X.java")) {
            assertThat(CONTEXT.isLetThrough(Path.of(other))).as(other).isFalse();
        }
    }

    /** Those of the module, and of all modules of this repository that it depends on. */
    private static void assertSourcesOf(String module) throws IOException {
        try (Stream<Path> sources = Files.walk(Compose.ROOT.resolve(module + "/src/main"))) {
            assertThat(sources.filter(Files::isRegularFile).map(Compose.ROOT::relativize))
                    .isNotEmpty()
                    .allMatch(CONTEXT::isLetThrough);
        }
        List<String> modules = element(Path.of("pom.xml"), "module").toList();
        for (String dependency :
                element(Path.of(module, "pom.xml"), "artifactId").toList()) {
            if (modules.contains(dependency) && !dependency.equals(module)) {
                assertSourcesOf(dependency);
            }
        }
    }

    private static Stream<String> element(Path pom, String name) throws IOException {
        return Pattern.compile("<" + name + ">([^<]+)</" + name + ">")
                .matcher(Files.readString(Compose.ROOT.resolve(pom)))
                .results()
                .map(match -> match.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-service", "query-service"})
    void a_service_runs_as_somebody_without_rights_and_gets_the_signals(String service) throws IOException {
        assertThat(DOCKERFILE.instructions(service, "USER").toList().getLast().arguments())
                .matches("[1-9]\\d{3,}:[1-9]\\d{3,}");
        assertThat(DOCKERFILE.entryPoint(service)).startsWith("java").endsWith("-jar", "service.jar");
        assertThat(DOCKERFILE.entryPoint(service)).noneMatch(option -> option.startsWith("--"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"command-service", "query-service"})
    void the_parts_of_a_services_memory_fit_into_its_container(String service) {
        long limit = Compose.read().service(service).memory();
        long heap = limit * Long.parseLong(DOCKERFILE.option(service, "MaxRAMPercentage")) / 100;
        long others = Stream.of("MaxMetaspaceSize", "ReservedCodeCacheSize", "MaxDirectMemorySize")
                .mapToLong(part -> Compose.bytes(DOCKERFILE.option(service, part)))
                .sum();
        long temporaryFiles = Compose.read().service(service).list("tmpfs").stream()
                .mapToLong(mount -> Compose.bytes(mount.substring(mount.indexOf("=") + 1)))
                .sum();

        assertThat(heap + others + temporaryFiles + UNBOUNDED_PARTS).isLessThanOrEqualTo(limit);
        assertThat(DOCKERFILE.entryPoint(service)).contains("-XX:+ExitOnOutOfMemoryError");
        assertThat(DOCKERFILE.environment(service)).containsEntry("MALLOC_ARENA_MAX", "2");
    }
}
