package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may go, and who leads, at moments that callers seldom meet. */
class AppendLineTest {

    private final AppendLine line = new AppendLine(new BatchBounds(10, 1_000_000), 10);

    private PendingAppend enter(NewCommit commit) {
        return enter(commit, Duration.ofMinutes(1));
    }

    private PendingAppend enter(NewCommit commit, Duration deadline) {
        PendingAppend append = new PendingAppend(commit, deadline);
        line.enter(append);
        return append;
    }

    @Test
    void none_overtakes_one_of_its_aggregate_that_is_out_of_time_and_has_not_left_yet() {
        PendingAppend late = enter(commit("a", 0, 1), Duration.ZERO);
        PendingAppend behindIt = enter(commit("a", 1, 1));
        PendingAppend other = enter(commit("b", 0, 1));

        assertThat(line.nextBatch()).containsExactly(other);

        line.answered(() -> other.landed(new Head(1, 1, 0)));
        line.leave(late);
        assertThat(line.nextBatch()).containsExactly(behindIt);
    }

    @Test
    void one_who_was_told_that_nothing_was_appended_is_not_sent_any_more() {
        PendingAppend other = enter(commit("a", 0, 1));
        PendingAppend interrupted = enter(commit("b", 0, 1));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> line.requireMayGoOn(interrupted))
                .withMessageContaining("nothing was appended");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(line.nextBatch()).containsExactly(other);
    }

    @Test
    void what_a_leader_who_left_without_an_answer_had_sent_may_have_landed() {
        PendingAppend leader = enter(commit("a", 0, 1));
        PendingAppend sent = enter(commit("b", 0, 1));
        line.nextBatch();
        PendingAppend waiting = enter(commit("c", 0, 1));

        line.leave(leader);

        assertThat(line.open()).containsExactly(sent);
        assertThat(sent.canHaveLanded()).isTrue();
        assertThat(waiting.canHaveLanded()).isFalse();
        assertThat(line.waiting()).isEqualTo(2);
        assertThat(line.isLedBy(sent)).isTrue();
    }

    @Test
    void another_one_leads_as_soon_as_the_leader_knows_its_fate() {
        PendingAppend leader = enter(commit("a", 0, 1));
        line.nextBatch();
        PendingAppend next = enter(commit("b", 0, 1));
        assertThat(line.isLedBy(next)).isFalse();

        line.answered(() -> leader.landed(new Head(1, 1, 0)));

        assertThat(line.isLedBy(next)).isTrue();
        line.leave(leader);
        assertThat(line.isLedBy(next)).isTrue();
    }

    @Test
    void others_went_first_only_if_the_store_answered_somebody_meanwhile() {
        line.storeAnswered();
        PendingAppend append = enter(commit("a", 0, 1), Duration.ZERO);
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> line.requireMayGoOn(append))
                .withMessageContaining("did not answer");

        line.storeAnswered();
        assertThatExceptionOfType(AppendOverloadedException.class).isThrownBy(() -> line.requireMayGoOn(append));

        line.storeFailed(new IllegalStateException("no server"));
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> line.requireMayGoOn(append))
                .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void who_left_is_not_counted_when_the_answer_comes() {
        PendingAppend leader = enter(commit("a", 0, 1));
        PendingAppend interrupted = enter(commit("b", 0, 1));
        List<PendingAppend> batch = line.nextBatch();
        line.leave(interrupted);
        enter(commit("c", 0, 1));

        line.answered(() -> batch.forEach(append -> append.landed(new Head(1, 1, 0))));
        line.leave(leader);

        assertThat(line.waiting()).isEqualTo(1);
    }
}
