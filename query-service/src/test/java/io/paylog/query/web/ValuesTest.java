package io.paylog.query.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-01-31T00:00:00Z",
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00+02:00, 2026-01-31T10:00:00Z",
        "2026-01-31T12:00:00.123Z, 2026-01-31T12:00:00.123Z",
        "2026-01-31T12:00:00.123000001Z, 2026-01-31T12:00:00.124Z",
    })
    void a_time_is_rfc_3339_or_the_midnight_of_a_date(String text, Instant time) {
        assertThat(Values.time(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-02-30", "2026-01-31T12:00Z", "2026-01-31 12:00:00Z", "+12026-01-31"})
    void what_is_no_time_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Values.time(text));
    }

    @ParameterizedTest
    @CsvSource({"90s, PT90S", "10m, PT10M", "2h, PT2H", "1d, PT24H", "PT10M, PT10M", "P1D, PT24H"})
    void a_duration_is_a_number_with_a_unit_or_iso_8601(String text, Duration duration) {
        assertThat(Values.duration(Duration.ofDays(1)).apply(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "0s", "-1m", "1w", "PT0S", "-PT1M", "P1M", "25h", "PT24H0.001S", "999999999d"})
    void what_is_no_duration_or_too_long_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Values.duration(Duration.ofDays(1)).apply(text));
    }

    @Test
    void a_whole_number_has_digits_only_and_lies_within_its_bounds() {
        assertThat(Values.wholeNumber(1, 20).apply("1")).isEqualTo(1);
        assertThat(Values.wholeNumber(1, 20).apply("20")).isEqualTo(20);
        for (String wrong : new String[] {"0", "21", "+1", "1.0", "1e1", "", "٣", "99999999999999999999"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Values.wholeNumber(1, 20).apply(wrong));
        }
    }
}
