package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WritersSeenTest {

    /** Clocks of this kind may be about to overflow. */
    private static final long BEGIN = Long.MAX_VALUE - 1_000;

    private final WritersSeen seen = new WritersSeen();

    private static long after(Duration time) {
        return BEGIN + time.toNanos();
    }

    @Test
    void a_writer_seen_once_may_be_long_gone() {
        seen.look(Map.of("a", 7L), BEGIN);

        assertThat(seen.haveAppended()).isFalse();
    }

    @Test
    void a_writer_whose_count_changes_appends_for_a_while() {
        seen.look(Map.of("a", 7L), BEGIN);
        seen.look(Map.of("a", 8L), after(Duration.ofMillis(300)));

        assertThat(seen.haveAppended()).isTrue();
        assertThat(seen.appendUntilNanos())
                .isEqualTo(after(Duration.ofMillis(300).plus(WritersSeen.FRESH)));
    }

    @Test
    void a_count_that_stands_still_does_not_prolong_that() {
        seen.look(Map.of("a", 7L), BEGIN);
        seen.look(Map.of("a", 8L), BEGIN + 1);
        seen.look(Map.of("a", 8L, "b", 1L), after(Duration.ofMillis(700)));

        assertThat(seen.appendUntilNanos()).isEqualTo(BEGIN + 1 + WritersSeen.FRESH.toNanos());
    }

    @Test
    void a_writer_that_was_forgotten_and_comes_back_is_noticed_by_its_next_beats() {
        seen.look(Map.of("a", 7L), BEGIN);
        seen.look(Map.of(), BEGIN + 1);
        seen.look(Map.of("a", 1L), BEGIN + 2);
        assertThat(seen.haveAppended()).isFalse();

        seen.look(Map.of("a", 2L), BEGIN + 3);
        assertThat(seen.haveAppended()).isTrue();
    }

    @Test
    void a_count_that_stood_for_a_minute_is_abandoned_and_not_a_moment_before() {
        seen.look(Map.of("a", 7L), BEGIN);
        seen.look(Map.of("a", 7L, "b", 1L), BEGIN + 5);

        assertThat(seen.abandonedAt(after(WritersSeen.ABANDONED) - 1)).isEmpty();
        assertThat(seen.abandonedAt(after(WritersSeen.ABANDONED))).isEqualTo(Map.of("a", 7L));
    }
}
