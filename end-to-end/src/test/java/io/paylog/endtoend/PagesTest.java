package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages of the documentation point at is there. */
class PagesTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DECISIONS = PROJECT.resolve("docs/adr");

    private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    /** A line of the list of files of a change, as {@code git show --name-status} prints it. */
    private static final Pattern CHANGED = Pattern.compile("(?m)^([ADM])\\s+(\\S+)$");

    private static final Pattern PROBLEM_CODE = Pattern.compile("\"([a-z]+(?:-[a-z]+)+|overloaded)\"");
    private static final Pattern LISTED_CODE = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| \\d{3} ");

    private final List<Path> pages = pages();

    @Test
    void every_link_leads_somewhere() {
        List<String> broken = new ArrayList<>();
        pages.forEach(page -> found(LINK, Markdown.prose(text(page)))
                .map(link -> link.group(1))
                .filter(target -> !target.startsWith("https://"))
                .filter(target -> !leadsSomewhere(page, target))
                .forEach(target -> broken.add(PROJECT.relativize(page) + ": " + target)));
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file)
                && file.startsWith(PROJECT)
                && (parts.length == 1 || Markdown.anchors(text(file)).contains(parts[1]));
    }

    @Test
    void every_file_that_a_page_names_is_there() {
        List<String> missing = new ArrayList<>();
        pages.forEach(page -> found(CODE, Markdown.prose(text(page)))
                .map(code -> code.group(1))
                .filter(PagesTest::isPathOfProject)
                .filter(path -> !Files.exists(PROJECT.resolve(path)))
                .forEach(path -> missing.add(PROJECT.relativize(page) + ": " + path)));
        assertThat(missing).isEmpty();
    }

    private static boolean isPathOfProject(String code) {
        int slash = code.indexOf('/');
        return slash > 0
                && code.matches("[\\w./-]+")
                && !code.contains("/target/")
                && Files.isDirectory(PROJECT.resolve(code.substring(0, slash)));
    }

    @Test
    void a_change_that_is_an_example_modifies_files_that_are_there_and_adds_others() {
        List<String> wrong = new ArrayList<>();
        List<MatchResult> changed =
                found(CHANGED, text(PROJECT.resolve("docs/extending.md"))).toList();
        assertThat(changed).isNotEmpty();
        changed.forEach(line -> {
            if (Files.exists(PROJECT.resolve(line.group(2))) == line.group(1).equals("A")) {
                wrong.add(line.group());
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** Codes are the only names of several words, or one that is spelled out here, in what makes problems. */
    @Test
    void the_page_of_problem_codes_has_each_that_the_services_answer() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("service-web", "command-service", "query-service")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        List<String> answered = sources.stream()
                .map(PagesTest::text)
                .filter(source -> source.contains("Problem") || source.contains("interface Refusal"))
                .flatMap(source -> found(PROBLEM_CODE, source))
                .map(code -> code.group(1))
                .distinct()
                .sorted()
                .toList();
        assertThat(found(LISTED_CODE, text(PROJECT.resolve("docs/problem-codes.md")))
                        .map(code -> code.group(1))
                        .sorted())
                .isNotEmpty()
                .isEqualTo(answered);
    }

    @Test
    void the_index_of_decisions_lists_all_of_them_by_their_titles() throws IOException {
        String index = text(DECISIONS.resolve("README.md"));
        List<String> expected;
        try (Stream<Path> files = Files.list(DECISIONS)) {
            expected = files.filter(file -> file.getFileName().toString().matches("\\d{4}-.*"))
                    .sorted()
                    .map(file -> "- [%s](%s)".formatted(title(file), file.getFileName()))
                    .toList();
        }
        assertThat(index.lines().filter(line -> line.startsWith("- [")).toList())
                .isEqualTo(expected);
    }

    private static String title(Path page) {
        return text(page).lines().findFirst().orElseThrow().substring("# ".length());
    }

    private static List<Path> pages() {
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CHANGELOG.md").map(PROJECT::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
