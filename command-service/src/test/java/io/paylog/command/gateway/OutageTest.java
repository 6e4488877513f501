package io.paylog.command.gateway;

import static io.paylog.command.gateway.Outage.Change.BEGAN;
import static io.paylog.command.gateway.Outage.Change.ENDED;
import static io.paylog.command.gateway.Outage.Change.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final GatewayAnswer NO_ANSWER = new GatewayAnswer.Unresolved("timed out");
    private static final GatewayAnswer YES = new GatewayAnswer.Approved("ch_1");

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Outage outage = new Outage(Duration.ofMinutes(1), () -> now);

    @Test
    void it_begins_with_some_calls_without_an_answer_and_the_first_answer_after_them_ends_it() {
        assertThat(misses(5)).containsExactly(NONE, NONE, BEGAN, NONE, NONE);
        assertThat(outage.isOn()).isTrue();

        assertThat(outage.after(YES)).isEqualTo(ENDED);
        assertThat(outage.isOn()).isFalse();
        assertThat(outage.after(YES)).isEqualTo(NONE);
    }

    @Test
    void a_few_lost_answers_among_others_are_none() {
        misses(2);
        assertThat(outage.after(YES)).isEqualTo(NONE);
        assertThat(misses(2)).containsOnly(NONE);
        assertThat(outage.after(YES)).isEqualTo(NONE);
    }

    @Test
    void they_follow_each_other_after_a_pause_only() {
        misses(3);
        outage.after(YES);
        now = now.plusSeconds(59);
        assertThat(misses(3)).containsOnly(NONE);
        assertThat(outage.after(YES)).isEqualTo(NONE);

        assertThat(misses(3)).containsOnly(NONE);
        now = now.plusSeconds(1);
        assertThat(misses(1)).containsExactly(BEGAN);
        assertThat(outage.after(YES)).isEqualTo(ENDED);
    }

    @Test
    void whatever_is_found_beginnings_and_ends_take_turns() {
        Random random = new Random(1);
        List<Outage.Change> told = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            now = now.plusSeconds(random.nextInt(10));
            Outage.Change change = outage.after(random.nextInt(5) == 0 ? YES : NO_ANSWER);
            if (change != NONE) {
                told.add(change);
            }
        }
        assertThat(told).hasSizeGreaterThan(20);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i)).isEqualTo(i % 2 == 0 ? BEGAN : ENDED);
        }
    }

    @Test
    void an_unknown_key_is_no_silence_and_ends_none() {
        for (int i = 0; i < 3; i++) {
            assertThat(outage.after(new GatewayKnowledge.NeverHeardOf())).isEqualTo(NONE);
        }
        assertThat(outage.after(YES)).isEqualTo(NONE);

        misses(3);
        assertThat(outage.after(new GatewayKnowledge.NeverHeardOf())).isEqualTo(NONE);
        assertThat(outage.after(YES)).isEqualTo(ENDED);
    }

    @Test
    void what_could_not_catch_up_does_so_with_the_next_answer_and_is_not_over_before() {
        AtomicInteger tries = new AtomicInteger();
        CatchUp catchUp = new CatchUp(outage, () -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("the store does not answer");
            }
            return 5;
        });
        misses(3);

        catchUp.after(YES);
        assertThat(catchUp.isOutage()).isTrue();
        catchUp.after(NO_ANSWER);
        catchUp.after(YES);
        catchUp.after(YES);

        assertThat(tries).hasValue(2);
        assertThat(catchUp.isOutage()).isFalse();
    }

    private List<Outage.Change> misses(int count) {
        return Stream.generate(() -> outage.after(NO_ANSWER)).limit(count).toList();
    }
}
