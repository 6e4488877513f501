package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.endtoend.Scrape.Series;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A query for Prometheus, as far as it has to be understood to know what it asks for. */
record PromQl(String text) {

    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w\"])([a-zA-Z_:][\\w:]*)(?:\\{([^}]*)}|(?![\\w:]*\\s*\\())");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    /** What Prometheus itself knows of targets and alerts. */
    private static final Map<String, Set<String>> BUILT_IN =
            Map.of("up", Set.of(), "ALERTS", Set.of("alertname", "alertstate"));

    /** What Prometheus adds to each series of a target. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance");

    /** @param value has to be there as it stands; empty: it is a pattern */
    private record Matcher(String label, String value) {}

    private record Selector(String metric, List<Matcher> matchers) {}

    /** Fails unless there are such metrics, with such labels, and such values of them. */
    void assertAsksForWhatIsIn(Scrape scrape) {
        List<String> grouping = grouping();
        assertThat(selectors()).as(text).isNotEmpty().allSatisfy(selector -> {
            if (BUILT_IN.containsKey(selector.metric())) {
                return;
            }
            List<Series> found = scrape.named(selector.metric());
            assertThat(found).as(selector.metric()).isNotEmpty();
            assertThat(grouping).allSatisfy(label -> assertLabel(found, new Matcher(label, "")));
            assertThat(selector.matchers()).allSatisfy(matcher -> assertLabel(found, matcher));
        });
    }

    private static void assertLabel(List<Series> series, Matcher matcher) {
        if (!OF_TARGETS.contains(matcher.label())) {
            List<String> values = series.stream()
                    .flatMap(one -> Stream.ofNullable(one.labels().get(matcher.label())))
                    .distinct()
                    .toList();
            assertThat(values).as(matcher.label()).isNotEmpty();
            assertThat(matcher.value())
                    .as(matcher.label())
                    .isIn(Stream.concat(values.stream(), Stream.of("")).toList());
        }
    }

    private List<String> grouping() {
        return GROUPING.matcher(text)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .toList();
    }

    private List<Selector> selectors() {
        String plain = RANGE.matcher(GROUPING.matcher(text).replaceAll(" ")).replaceAll(" ");
        return SELECTOR.matcher(plain)
                .results()
                .filter(found -> !OPERATORS.contains(found.group(1)))
                .map(PromQl::selector)
                .toList();
    }

    private static Selector selector(MatchResult found) {
        String matchers = found.group(2) == null ? "" : found.group(2);
        return new Selector(
                found.group(1),
                MATCHER.matcher(matchers)
                        .results()
                        .map(one -> new Matcher(one.group(1), one.group(2).equals("=") ? one.group(3) : ""))
                        .toList());
    }
}
