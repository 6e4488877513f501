package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PausesTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Pauses pauses = new Pauses(nanos::get);

    private boolean overAfter(Duration time) {
        nanos.addAndGet(time.toNanos());
        return pauses.over(true);
    }

    @Test
    void each_pause_is_twice_the_last_one_up_to_the_longest() {
        Duration pause = Pauses.FIRST;
        for (int n = 0; n < 10; n++) {
            assertThat(pauses.over(true)).isFalse();
            assertThat(overAfter(pause.minusNanos(1))).isFalse();
            assertThat(overAfter(Duration.ofNanos(1))).isTrue();
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(Pauses.LONGEST) < 0 ? twice : Pauses.LONGEST;
        }
        assertThat(pause).isEqualTo(Pauses.LONGEST);
    }

    @Test
    void what_goes_by_itself_is_not_waited_for() {
        pauses.over(true);
        nanos.addAndGet(Pauses.FIRST.toNanos());
        assertThat(pauses.over(false)).isFalse();

        assertThat(pauses.over(true)).isFalse();
    }

    @Test
    void what_comes_back_only_after_long_is_new() {
        pauses.over(true);
        assertThat(overAfter(Pauses.FIRST)).isTrue();
        assertThat(overAfter(Pauses.LONGEST.plusNanos(1))).isFalse();

        assertThat(overAfter(Pauses.FIRST)).isTrue();
    }
}
