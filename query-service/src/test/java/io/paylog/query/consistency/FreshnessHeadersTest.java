package io.paylog.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class FreshnessHeadersTest {

    private final FreshnessHeaders freshness =
            new FreshnessHeaders(new FreshnessSettings(Duration.ofSeconds(2), Duration.ofSeconds(10), 1));

    @ParameterizedTest
    @CsvSource({
        "wait=0, 0",
        "wait=10, 10",
        "wait=11, 10",
        "wait=999999999, 10",
        "'respond-async, wait=3', 3",
        "wait=-1, 2"
    })
    void nobody_is_held_back_longer_than_the_service_allows(String preference, long seconds) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("X-Min-Event-Position", "7");
        headers.set("Prefer", preference);

        assertThat(freshness.parse(headers).maxWait()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
