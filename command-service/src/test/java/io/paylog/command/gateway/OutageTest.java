package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final GatewayAnswer NONE = new GatewayAnswer.Unresolved("timed out");
    private static final GatewayAnswer YES = new GatewayAnswer.Approved("ch_1");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Outage outage = new Outage(Duration.ofMinutes(1), () -> now);

    @Test
    void the_first_answer_after_some_calls_without_one_ends_it() {
        assertThat(misses(3)).isFalse();

        assertThat(outage.isEndedBy(YES)).isTrue();
        assertThat(outage.isEndedBy(YES)).isFalse();
    }

    @Test
    void a_few_lost_answers_among_others_are_none() {
        misses(2);
        assertThat(outage.isEndedBy(YES)).isFalse();
        misses(2);
        assertThat(outage.isEndedBy(YES)).isFalse();
    }

    @Test
    void ends_follow_each_other_after_a_pause_only() {
        misses(3);
        outage.isEndedBy(YES);
        misses(3);
        now = now.plusSeconds(59);
        assertThat(outage.isEndedBy(YES)).isFalse();

        misses(3);
        now = now.plusSeconds(1);
        assertThat(outage.isEndedBy(YES)).isTrue();
    }

    private boolean misses(int count) {
        boolean ended = false;
        for (int i = 0; i < count; i++) {
            ended |= outage.isEndedBy(NONE);
        }
        return ended;
    }
}
