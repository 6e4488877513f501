package io.paylog.standalone;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page about configuration says what the services have. */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Path EXPECTED = Path.of("target/configuration.md");

    private final List<Setting> settings = settings();

    @Test
    void every_setting_says_what_it_does_in_words_that_need_no_source() {
        assertThat(settings).extracting(Setting::name).contains("paylog.http.max-body", "paylog.bulk.max-body");
        assertThat(settings)
                .allSatisfy(setting -> assertThat(setting.description())
                        .as(setting.name())
                        .isNotBlank()
                        .doesNotContain("{@"));
    }

    @Test
    void every_setting_can_be_given_as_its_variable() {
        assertThat(settings).allSatisfy(setting -> {
            Map<String, Object> variables = Map.of(setting.environmentVariable(), "given");
            Binder environment = new Binder(ConfigurationPropertySources.from(
                    new SystemEnvironmentPropertySource("systemEnvironment", variables)));
            assertThat(environment.bind(setting.name(), String.class).get()).isEqualTo("given");
        });
    }

    @Test
    void no_two_settings_have_the_same_environment_variable() {
        assertThat(settings.stream().map(Setting::name).distinct())
                .hasSameSizeAs(settings.stream()
                        .map(Setting::environmentVariable)
                        .distinct()
                        .toList());
    }

    @Test
    void the_page_lists_every_setting_and_option_as_it_is() throws IOException {
        String page = Files.readString(PAGE);
        String expected = with(with(page, "settings", settingsTable()), "options", optionsTable());
        Files.writeString(EXPECTED, expected);
        assertThat(page)
                .as("what is right now is in standalone/%s: copy it to docs", EXPECTED)
                .isEqualTo(expected);
    }

    private static String with(String page, String name, String content) {
        Matcher block = Pattern.compile("(<!-- generated: %s -->\n).*?(<!-- end -->)".formatted(name), Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as("a generated block of " + name).isTrue();
        return block.replaceFirst("$1" + Matcher.quoteReplacement(content) + "\n$2");
    }

    private String settingsTable() {
        String head = "| property, as a variable | service | default | range | what it is |\n|---|---|---|---|---|\n";
        return settings.stream().map(Setting::row).collect(joining("\n", head, ""));
    }

    private static String optionsTable() {
        String head = "| option | default | what it is |\n|---|---|---|\n";
        return new CommandLine(new Standalone())
                .getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(ConfigurationPageTest::row)
                        .collect(joining("\n", head, ""));
    }

    private static String row(OptionSpec option) {
        String argument = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        String value = argument.isEmpty() ? "" : "`" + option.defaultValue() + "`";
        String description = String.join(" ", option.description()).replace(" Default: " + option.defaultValue(), "");
        return "| `%s%s` | %s | %s |".formatted(option.longestName(), argument, value, description);
    }

    /** All settings of all modules, those that both services have alike once. */
    private static List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        try {
            for (URL file : Collections.list(ConfigurationPageTest.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                for (JsonNode property : properties(file)) {
                    if (property.path("name").asString().startsWith("paylog.")) {
                        add(Setting.of(property), settings);
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        settings.sort(Comparator.comparing(Setting::name).thenComparing(Setting::service));
        return settings;
    }

    private static void add(Setting setting, List<Setting> settings) {
        boolean twin = settings.removeIf(setting::isSame);
        settings.add(twin ? setting.ofBoth() : setting);
    }

    private static JsonNode properties(URL file) throws IOException {
        try (InputStream content = file.openStream()) {
            return JsonMapper.shared().readTree(content).path("properties");
        }
    }
}
