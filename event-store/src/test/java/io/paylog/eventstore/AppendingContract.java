package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

interface AppendingContract extends ContractPart {

    @Test
    default void an_empty_log_has_head_zero() {
        EventLog log = logs().open();

        assertThat(log.head()).isZero();
        assertThat(log.endOf("a", log.knownCommit())).isEmpty();
        assertThat(logs().everything()).isEmpty();
    }

    @Test
    default void positions_begin_at_one_and_count_events() {
        EventLog log = logs().open();

        assertThat(log.append(commit("a", 0, 1))).isEqualTo(new Appended(1, 1));
        assertThat(log.append(commit("b", 0, 3))).isEqualTo(new Appended(2, 4));
        assertThat(log.append(commit("a", 1, 2))).isEqualTo(new Appended(5, 6));

        assertThat(log.head()).isEqualTo(6);
        assertThat(log.endOf("b", log.knownCommit())).contains(new AggregateEnd(4, 2));
        assertThat(logs().everything()).extracting(LoggedEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    default void events_come_back_as_they_were_appended() {
        Instant exact = Instant.parse("2026-01-01T12:00:00.123456789Z");
        EventEntry ofAggregate = new EventEntry("1", "type", "2", exact, "{\"näme\":\"\\u0000😀\"}", "{\"k\":\"v\"}");
        EventEntry ofNone = new EventEntry("2", "type", null, Instant.EPOCH, "{}", "{}");
        EventLog log = logs().open();
        log.append(new NewCommit("Thing", "a", 0, List.of(ofAggregate)));
        log.append(new NewCommit(null, "2", 0, List.of(ofNone)));

        assertThat(logs().everything())
                .containsExactly(
                        new LoggedEvent(1, "Thing", "a", 0, ofAggregate), new LoggedEvent(2, null, "2", 0, ofNone));
    }

    @Test
    default void a_log_opened_later_goes_on_where_another_stopped() {
        logs().open().append(commit("a", 0, 2));

        assertThat(logs().open().append(commit("b", 0, 1))).isEqualTo(new Appended(3, 3));
    }

    @Test
    default void a_log_that_does_not_know_of_others_commits_appends_behind_them() {
        EventLog one = logs().open();
        EventLog other = logs().open();
        one.append(commit("a", 0, 2));
        one.append(commit("b", 0, 2));

        assertThat(other.append(commit("c", 0, 1))).isEqualTo(new Appended(5, 5));
    }

    @Test
    default void a_second_commit_at_the_same_sequence_is_a_conflict_and_leaves_no_trace() {
        EventLog one = logs().open();
        EventLog other = logs().open();
        one.append(commit("a", 0, 1));

        assertThatExceptionOfType(AppendConflictException.class)
                .isThrownBy(() -> other.append(commit("a", 0, 1)))
                .satisfies(conflict -> {
                    assertThat(conflict.aggregateId()).isEqualTo("a");
                    assertThat(conflict.sequence()).isZero();
                    assertThat(conflict.repeatingHelps()).isTrue();
                });
        assertThat(other.head()).isEqualTo(1);
        assertThat(other.append(commit("b", 0, 1))).isEqualTo(new Appended(2, 2));
    }

    @Test
    default void a_closed_log_appends_nothing_and_says_so_at_once() {
        EventLog log = logs().open(logs().settings().withAppendDeadline(Duration.ofMinutes(10)));
        log.close();

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> log.append(commit("a", 0, 1)))
                .withMessageContaining("closed");
        assertThat(logs().everything()).isEmpty();
    }

    @Test
    default void a_commit_at_the_bound_of_events_is_taken_and_one_above_it_is_refused() {
        EventLog log = logs().open(logs().settings().withCommitBounds(3, 100_000));

        assertThat(log.append(commit("a", 0, 3)).lastPosition()).isEqualTo(3);
        assertThatExceptionOfType(CommitTooLargeException.class)
                .isThrownBy(() -> log.append(commit("a", 3, 4)))
                .withMessageContaining("4 events, at most 3");
        assertThat(logs().everything()).hasSize(3);
    }

    @Test
    default void a_commit_above_the_bound_of_bytes_is_refused_before_it_is_sent() {
        EventLog log = logs().open(logs().settings().withCommitBounds(10, 700));

        assertThat(log.append(commit("a", 0, 1)).lastPosition()).isEqualTo(1);
        assertThatExceptionOfType(CommitTooLargeException.class).isThrownBy(() -> log.append(commit("a", 1, 2)));
        assertThat(logs().everything()).hasSize(1);
    }
}
