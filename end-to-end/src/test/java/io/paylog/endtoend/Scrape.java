package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that services tell Prometheus at one moment. */
record Scrape(List<Series> series, Set<String> described) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) \\S.*$");

    record Series(String name, Map<String, String> labels) {}

    static Scrape of(Stream<Http> services) throws IOException {
        List<Series> series = new ArrayList<>();
        Set<String> described = new HashSet<>();
        for (Http service : services.toList()) {
            Http.Answer answer = service.get("/actuator/prometheus");
            assertThat(answer.status()).isEqualTo(200);
            String text = answer.response().body();
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Scrape::series)
                    .forEach(series::add);
            HELP.matcher(text).results().map(found -> found.group(1)).forEach(described::add);
        }
        return new Scrape(series, described);
    }

    private static Series series(String line) {
        MatchResult found = LINE.matcher(line).results().findFirst().orElseThrow();
        Map<String, String> labels = new LinkedHashMap<>();
        if (found.group(2) != null) {
            LABEL.matcher(found.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Series(found.group(1), labels);
    }

    List<Series> named(String name) {
        return series.stream().filter(one -> one.name().equals(name)).toList();
    }

    /** Those that do not come and go with what the JVM happens to do. */
    Set<Series> ours() {
        return series.stream()
                .filter(one -> one.name().startsWith("paylog_") || one.name().startsWith("http_"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
