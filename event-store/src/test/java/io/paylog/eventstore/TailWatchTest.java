package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TailWatchTest {

    private long nanos = Duration.ofDays(1).toNanos();
    private final TailWatch watch = new TailWatch(() -> nanos);

    @Test
    void while_nobody_follows_there_is_nothing_to_tell() {
        pass(100);

        assertThat(watch.ageSeconds()).isNaN();
    }

    @Test
    void the_age_counts_from_the_last_look_and_for_a_new_follower_from_its_coming() {
        watch.followed();
        pass(10);
        assertThat(watch.ageSeconds()).isEqualTo(10);

        watch.looked();
        pass(3);
        assertThat(watch.ageSeconds()).isEqualTo(3);

        watch.followed();
        assertThat(watch.ageSeconds()).isEqualTo(3);
    }

    @Test
    void who_leaves_for_reasons_of_its_own_is_not_waited_for() {
        watch.followed();
        pass(10);
        watch.left(true);

        assertThat(watch.ageSeconds()).isNaN();
    }

    @Test
    void who_is_cut_off_and_tries_again_now_and_then_wants_to_follow_all_the_time() {
        watch.followed();
        watch.left(false);
        for (int attempt = 1; attempt <= 10; attempt++) {
            pass(60);
            watch.opening();
            assertThat(watch.ageSeconds()).isEqualTo(60 * attempt);
        }

        watch.followed();
        watch.looked();
        assertThat(watch.ageSeconds()).isZero();
    }

    @Test
    void who_is_cut_off_and_does_not_try_again_has_given_up() {
        watch.followed();
        watch.left(false);
        pass(TailWatch.REMEMBERED.toSeconds());

        assertThat(watch.ageSeconds()).isNaN();
    }

    private void pass(long seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }
}
