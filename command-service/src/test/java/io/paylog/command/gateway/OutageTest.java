package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void an_unknown_key_is_no_silence_and_ends_none() {
        for (int i = 0; i < 3; i++) {
            outage.isEndedBy(new GatewayKnowledge.NeverHeardOf());
        }
        assertThat(outage.isEndedBy(YES)).isFalse();

        misses(3);
        assertThat(outage.isEndedBy(new GatewayKnowledge.NeverHeardOf())).isFalse();
        assertThat(outage.isEndedBy(YES)).isTrue();
    }

    @Test
    void what_could_not_catch_up_does_so_with_the_next_answer() {
        AtomicInteger tries = new AtomicInteger();
        CatchUp catchUp = new CatchUp(outage, () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the store does not answer");
            }
            return 5;
        });
        misses(3);

        catchUp.after(YES);
        catchUp.after(YES);
        catchUp.after(YES);

        assertThat(tries).hasValue(2);
    }

    private boolean misses(int count) {
        boolean ended = false;
        for (int i = 0; i < count; i++) {
            ended |= outage.isEndedBy(NONE);
        }
        return ended;
    }
}
