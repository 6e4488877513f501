package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

interface ReadingContract extends ContractPart {

    private static List<Long> positions(List<LoggedEvent> events) {
        return events.stream().map(LoggedEvent::position).toList();
    }

    private static List<Long> sequences(List<LoggedEvent> events) {
        return events.stream().map(LoggedEvent::sequence).toList();
    }

    @Test
    default void everything_after_any_position_is_read_also_from_inside_a_commit() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        log.append(commit("b", 0, 1));
        log.append(commit("a", 3, 2));

        for (long position = 0; position <= 6; position++) {
            assertThat(positions(log.eventsAfter(position)))
                    .isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 6L).subList((int) position, 6));
        }
    }

    @Test
    default void a_batch_ends_at_its_bound_of_events_but_never_inside_a_commit() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        log.append(commit("b", 0, 3));

        assertThat(positions(log.eventsAfter(0, ReadBounds.ofEvents(1)))).containsExactly(1L, 2L, 3L);
        assertThat(positions(log.eventsAfter(2, ReadBounds.ofEvents(1)))).containsExactly(3L);
        assertThat(positions(log.eventsAfter(0, ReadBounds.ofEvents(4)))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    default void a_batch_ends_at_its_bound_of_bytes() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 1));
        log.append(commit("b", 0, 1));

        assertThat(positions(log.eventsAfter(0, new ReadBounds(100, 1)))).containsExactly(1L);
    }

    @Test
    default void an_aggregate_is_read_from_any_sequence_also_from_inside_a_commit() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        log.append(commit("b", 0, 1));
        log.append(commit("a", 3, 2));

        for (long sequence = 0; sequence <= 5; sequence++) {
            assertThat(sequences(log.eventsOf("a", sequence, 100)))
                    .isEqualTo(List.of(0L, 1L, 2L, 3L, 4L).subList((int) sequence, 5));
        }
        assertThat(log.eventsOf("a", 9, 100)).isEmpty();
        assertThat(log.eventsOf("nobody", 0, 100)).isEmpty();
    }

    @Test
    default void a_batch_of_an_aggregate_is_short_only_if_nothing_follows() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        log.append(commit("a", 3, 1));
        log.append(commit("a", 4, 1));

        assertThat(sequences(log.eventsOf("a", 2, 2)))
                .hasSizeGreaterThanOrEqualTo(2)
                .startsWith(2L, 3L);
    }

    @Test
    default void a_hole_and_an_overlap_of_an_aggregates_sequence_are_corruption() {
        EventLog log = logs().open();
        log.append(commit("hole", 0, 1));
        log.append(commit("hole", 2, 1));
        log.append(commit("overlap", 0, 3));
        log.append(commit("overlap", 2, 1));

        assertThatExceptionOfType(EventLogCorruptedException.class)
                .isThrownBy(() -> log.eventsOf("hole", 0, 10))
                .withMessageContaining("aggregate hole at sequence 1");
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> log.eventsOf("hole", 1, 10));
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> log.eventsOf("overlap", 0, 10));
    }

    @Test
    default void an_aggregate_ends_at_its_last_event_whoever_appended_it() {
        EventLog one = logs().open();
        EventLog other = logs().open();
        one.append(commit("a", 0, 2));
        other.append(commit("b", 0, 1));
        other.append(commit("a", 2, 3));

        for (EventLog log : List.of(one, other, logs().open())) {
            assertThat(log.endOf("a", log.knownCommit())).contains(new AggregateEnd(6, 4));
            assertThat(log.lastSequenceOf("a")).hasValue(4);
            assertThat(log.endOf("nobody", log.knownCommit())).isEmpty();
        }
    }

    @Test
    default void events_of_an_aggregate_are_behind_a_commit_or_were_to_be_seen_with_it() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 2));
        long known = log.knownCommit();
        log.append(commit("a", 2, 1));

        assertThat(log.isBehind(known, "a", 2)).isTrue();
        assertThat(log.isBehind(log.knownCommit(), "a", 2)).isFalse();
        assertThat(log.isBehind(known, "a", 0)).isFalse();
        assertThat(log.isBehind(known, "a", 3)).isFalse();
    }
}
