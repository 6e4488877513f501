package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollPauseTest {

    private static final Duration SHORTEST = Duration.ofMillis(20);
    private static final Duration LONGEST = Duration.ofMillis(200);

    private boolean open = true;
    private long nanos;
    private PollPause pause;

    @BeforeEach
    void begin() {
        pause = new PollPause(SHORTEST, LONGEST, () -> open, () -> nanos);
        look(7);
    }

    private void look(long found) {
        pause.looking();
        pause.looked(found);
    }

    private void passSeconds(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private void assertLong() {
        assertThat(Duration.ofNanos(pause.pauseNanos())).isEqualTo(LONGEST);
    }

    private void assertShort() {
        assertThat(Duration.ofNanos(pause.pauseNanos())).isEqualTo(SHORTEST);
    }

    @Test
    void it_is_long_when_nothing_has_happened_for_a_second_and_short_until_then() {
        assertShort();

        nanos += Duration.ofSeconds(1).toNanos() - 1;
        assertShort();
        nanos++;
        assertLong();
    }

    @Test
    void announced_events_shorten_it_for_a_second() {
        passSeconds(1);
        pause.announced(8);
        look(8);

        assertShort();
        passSeconds(1);
        assertLong();
    }

    @Test
    void what_is_expected_shortens_it_for_a_second() {
        passSeconds(1);
        pause.active();

        assertShort();
        passSeconds(1);
        assertLong();
    }

    @Test
    void an_event_that_nobody_announced_shortens_it_until_one_is_announced() {
        look(8);
        passSeconds(3_600);
        assertShort();

        pause.announced(9);
        look(9);
        passSeconds(1);
        assertLong();
    }

    @Test
    void an_announcement_that_comes_after_the_event_was_found_is_good_enough() {
        look(8);
        pause.announced(8);
        passSeconds(1);

        assertLong();
    }

    @Test
    void it_is_short_as_long_as_nobody_could_tell() {
        open = false;
        passSeconds(3_600);
        assertShort();

        look(8);
        assertShort();
    }

    @Test
    void what_came_while_nobody_could_tell_of_it_is_no_reason_for_doubt() {
        open = false;
        look(8);
        open = true;
        passSeconds(1);
        assertShort(); // something may have come since, before the channel was open

        look(9);
        passSeconds(1);
        assertLong();
    }

    @Test
    void an_announcement_that_was_not_true_does_not_vouch_for_what_comes_later() {
        pause.announced(1_000);
        look(7);
        passSeconds(1);
        assertLong();

        look(8);
        passSeconds(1);
        assertShort();
    }

    @Test
    void an_announcement_that_comes_during_a_look_is_kept() {
        pause.looking();
        pause.announced(8);
        pause.looked(7);
        look(8);
        passSeconds(1);

        assertLong();
    }
}
