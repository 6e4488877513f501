package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paylog.endtoend.Scrape.Series;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of queries notices what is not there. */
class PromQlTest {

    private static final Scrape SCRAPE = new Scrape(
            List.of(
                    new Series("calls_count", Map.of("kind", "read", "outcome", "done")),
                    new Series("calls_bucket", Map.of("kind", "read", "le", "1")),
                    new Series("lag", Map.of("view", "v"))),
            Set.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lag",
                "lag > 30",
                "max by (view) (lag) > 30 unless on (view) lag == 1",
                "sum by (kind) (rate(calls_count{outcome=\"done\"}[5m])) / sum by (kind) (rate(calls_count[5m])) > 0.2",
                "histogram_quantile(0.99, sum by (le, kind) (rate(calls_bucket{kind!~\"w.*\"}[$__rate_interval])))",
                "sum by (job) (up{job=~\"a|b\"})",
                "count(ALERTS{alertstate=\"firing\"}) or vector(0)",
                "absent(lag)",
                "max by (instance, view) (deriv(lag[1m]))"
            })
    void what_is_there_may_be_asked_for(String query) {
        assertThatCode(() -> new PromQl(query).assertAsksForWhatIsIn(SCRAPE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lags",
                "lag + lags",
                "rate(call_count[5m])",
                "max by (views) (lag)",
                "max by (view) (lag) > 30 unless on (views) lag == 1",
                "calls_count{outcomes=\"done\"}",
                "calls_count{outcome=\"did\"}",
                "sum(rate(calls_count{outcome=\"done\"}[5m])) / sum(rate(calls_total[5m]))",
                "histogram_quantile(0.99, sum by (le) (rate(calls_count[5m])))",
                "vector(0)"
            })
    void what_is_not_there_is_noticed(String query) {
        assertThatThrownBy(() -> new PromQl(query).assertAsksForWhatIsIn(SCRAPE))
                .isInstanceOf(AssertionError.class);
    }
}
