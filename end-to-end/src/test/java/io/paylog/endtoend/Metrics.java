package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;

/** What a service tells Prometheus. */
record Metrics(Http service) {

    /**
     * The sum over all series of that name that have all those labels.
     *
     * @param labels each as {@code name="value"}
     */
    double sum(String name, String... labels) throws IOException {
        Http.Answer scraped = service.get("/actuator/prometheus");
        assertThat(scraped.status()).isEqualTo(200);
        return scraped.response()
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{"))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
