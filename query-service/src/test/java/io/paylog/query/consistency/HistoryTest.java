package io.paylog.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.api.queries.Freshness;
import io.paylog.query.projecting.ProjectionEntry;
import io.paylog.query.projecting.ViewDocument;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private record Document(String id, long position) implements ViewDocument {}

    private final AtomicLong head = new AtomicLong(7);

    private static ProjectionEntry entry(long replayUntil, @Nullable Boolean complete) {
        return new ProjectionEntry("payments", "instance-1", 2, "epoch-1", 1, "payments_g1", replayUntil, complete);
    }

    @Test
    void a_view_that_is_built_has_to_reach_the_end_of_the_log_and_not_only_what_was_there_when_it_was_begun() {
        assertThat(History.of(entry(3, null)).look(head::get).required()).isEqualTo(7);
    }

    @Test
    void the_end_of_a_log_that_goes_on_growing_is_asked_for_only_now_and_then() {
        History looked = History.of(entry(3, null)).look(head::get);
        head.set(9);

        assertThat(looked.look(head::get).required()).isEqualTo(7);
        assertThat(new History(looked.entry(), false, 7, System.nanoTime())
                        .look(head::get)
                        .required())
                .isEqualTo(9);
    }

    @Test
    void a_view_that_was_complete_once_is_so_ever_after() {
        assertThat(History.of(entry(3, true)).isComplete()).isTrue();
        assertThat(History.of(entry(3, null)).isComplete()).isFalse();
    }

    @Test
    void nothing_is_concluded_about_documents_that_are_not_known_yet() {
        ViewGate<Document> gate =
                new ViewGate<>("payments", new FreshnessSettings(Duration.ZERO, Duration.ofSeconds(10), 1));
        gate.await(Freshness.ANY);
        gate.started(entry(3, null), 0);

        assertThatExceptionOfType(ProjectionBehindException.class).isThrownBy(() -> gate.await(Freshness.ANY));
    }
}
