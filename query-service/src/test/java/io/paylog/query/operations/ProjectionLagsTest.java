package io.paylog.query.operations;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectionLagsTest {

    private final TestLog log = new TestLog();
    private final ProjectionLags lags =
            new ProjectionLags(log, Clock.fixed(CREATED_AT.plus(Duration.ofMillis(1500)), ZoneOffset.UTC));

    @BeforeEach
    void append() {
        log.append(PaymentStory.of("p-1", "org-1", 10).created(), CREATED_AT);
        log.append(PaymentStory.of("p-2", "org-1", 10).created(), CREATED_AT);
    }

    @Test
    void the_lag_is_how_many_events_are_missing_and_the_age_of_the_oldest() {
        assertThat(lags.behind(0)).isEqualTo(new ProjectionLag(2, 2L, 1.5));
        assertThat(lags.behind(2)).isEqualTo(new ProjectionLag(2, 0L, 0.0));
    }

    @Test
    void an_age_that_is_not_known_is_not_told() {
        log.silent(true);

        assertThat(lags.behind(0)).isEqualTo(new ProjectionLag(2, 2L, null));
    }

    @Test
    void a_view_ahead_of_the_log_is_not_taken_for_one_that_has_everything() {
        assertThat(lags.behind(3).viewIsAhead()).isTrue();
        assertThat(lags.behind(2).viewIsAhead()).isFalse();
    }
}
