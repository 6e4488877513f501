package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** What ends a failure to follow the log. */
class TailHealthTest {

    private final TailHealth health = new TailHealth();

    @Test
    void a_head_that_was_read_ends_the_failure_to_reach_the_servers() {
        health.failed(FaultyStore.unavailable(), health.successes());
        assertThat(health.isGood()).isFalse();

        health.headWasRead();

        assertThat(health.isGood()).isTrue();
    }

    @Test
    void a_head_that_was_read_mends_no_hole() {
        long before = health.successes();
        health.headWasRead();
        health.failed(EventLogCorruptedException.positions(5, 6), before);

        health.headWasRead();

        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(health::require);
        health.succeeded();
        health.require();
    }
}
