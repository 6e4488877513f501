package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static io.paylog.eventstore.TestLogs.commitAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.model.Filters;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(LocalStoresExtension.class)
class ReadingTest {

    private static final Instant NOON = TestLogs.NOON;

    private TestLogs logs;
    private EventLog log;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        log = logs.open();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private static List<Long> positions(List<LoggedEvent> events) {
        return events.stream().map(LoggedEvent::position).toList();
    }

    private static List<Long> sequences(List<LoggedEvent> events) {
        return events.stream().map(LoggedEvent::sequence).toList();
    }

    @Test
    void everything_after_any_position_is_read_also_from_inside_a_commit() {
        log.append(commit("a", 0, 3));
        log.append(commit("b", 0, 1));
        log.append(commit("a", 3, 2));

        for (long position = 0; position <= 6; position++) {
            assertThat(positions(log.eventsAfter(position)))
                    .isEqualTo(List.of(1L, 2L, 3L, 4L, 5L, 6L).subList((int) position, 6));
        }
    }

    @Test
    void a_batch_ends_at_its_bound_of_events_but_never_inside_a_commit() {
        log.append(commit("a", 0, 3));
        log.append(commit("b", 0, 3));

        assertThat(positions(log.eventsAfter(0, ReadBounds.ofEvents(1)))).containsExactly(1L, 2L, 3L);
        assertThat(positions(log.eventsAfter(2, ReadBounds.ofEvents(1)))).containsExactly(3L);
        assertThat(positions(log.eventsAfter(0, ReadBounds.ofEvents(4)))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void a_batch_ends_at_its_bound_of_bytes() {
        log.append(commit("a", 0, 1));
        log.append(commit("b", 0, 1));

        assertThat(positions(log.eventsAfter(0, new ReadBounds(100, 1)))).containsExactly(1L);
    }

    @Test
    void an_aggregate_is_read_from_any_sequence_also_from_inside_a_commit() {
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
    void a_batch_of_an_aggregate_is_short_only_if_nothing_follows() {
        log.append(commit("a", 0, 3));
        log.append(commit("a", 3, 1));
        log.append(commit("a", 4, 1));

        assertThat(sequences(log.eventsOf("a", 2, 2)))
                .hasSizeGreaterThanOrEqualTo(2)
                .startsWith(2L, 3L);
    }

    @Test
    void a_read_that_goes_back_after_an_election_shows_nothing_new() {
        log.append(commit("a", 0, 2));
        log.append(commit("b", 0, 2));
        log.append(commit("c", 0, 2));

        logs.collection("commits").deleteMany(Filters.gt("_id", 1L));

        assertThat(log.eventsAfter(2)).isEmpty();
        assertThat(log.eventsAfter(4)).isEmpty();
        assertThat(log.eventsAfter(5)).isEmpty();
    }

    @Test
    void a_hole_is_corruption_wherever_reading_begins() {
        log.append(commit("a", 0, 1));
        log.append(commit("b", 0, 2));
        log.append(commit("c", 0, 1));

        logs.collection("commits").deleteOne(Filters.eq("_id", 2L));

        for (long position = 0; position <= 2; position++) {
            long from = position;
            assertThatExceptionOfType(EventLogCorruptedException.class)
                    .isThrownBy(() -> log.eventsAfter(from))
                    .satisfies(corrupted -> {
                        assertThat(corrupted.expected()).isEqualTo(2);
                        assertThat(corrupted.found()).isEqualTo(4);
                        assertThat(corrupted.repeatingHelps()).isFalse();
                    });
        }
        assertThat(positions(log.eventsAfter(3))).containsExactly(4L);
    }

    @Test
    void a_lost_beginning_is_corruption() {
        log.append(commit("a", 0, 1));
        log.append(commit("a", 1, 1));

        logs.collection("commits").deleteOne(Filters.eq("_id", 1L));

        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> log.eventsAfter(0));
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> log.eventsOf("a", 0, 10));
    }

    @Test
    void an_overlap_is_corruption() {
        log.append(commit("a", 0, 3));
        logs.collection("commits").insertOne(copyOfFirst().append("_id", 3L).append("aggregateId", "b"));

        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> log.eventsAfter(0));
    }

    private Document copyOfFirst() {
        Document first = logs.collection("commits").find().first();
        assertThat(first).isNotNull();
        return first;
    }

    @Test
    void a_hole_and_an_overlap_of_an_aggregates_sequence_are_corruption() {
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
    void corruption_is_logged_once_and_counted_each_time() {
        log.append(commit("a", 0, 1));
        log.append(commit("b", 0, 1));
        logs.collection("commits").deleteOne(Filters.eq("_id", 1L));
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(CorruptionAlarm.class);
        logger.addAppender(lines);
        lines.start();

        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> log.eventsAfter(0));
        }

        logger.detachAppender(lines);
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
        assertThat(logs.meters.get(CorruptionAlarm.METER).counter().count()).isEqualTo(3);
    }

    @Test
    void a_position_in_time_is_before_the_first_event_at_that_time_or_later() {
        log.append(commitAt("a", 0, NOON, NOON.plusSeconds(1)));
        log.append(commitAt("b", 0, NOON.minusSeconds(60)));
        log.append(commitAt("c", 0, NOON.plusSeconds(2), NOON.plusSeconds(3)));

        assertThat(log.positionBefore(NOON.minusSeconds(3600))).isZero();
        assertThat(log.positionBefore(NOON)).isZero();
        assertThat(log.positionBefore(NOON.plusNanos(1))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusMillis(1001))).isEqualTo(3);
        assertThat(log.positionBefore(NOON.plusSeconds(3))).isEqualTo(4);
        assertThat(log.positionBefore(NOON.plusSeconds(4))).isEqualTo(5);
        assertThat(log.positionBefore(Instant.MIN)).isZero();
        assertThat(log.positionBefore(Instant.MAX)).isEqualTo(5);
    }

    @Test
    void a_position_in_time_is_exact_below_the_millisecond() {
        log.append(commitAt("a", 0, NOON.plusNanos(100)));
        log.append(commitAt("b", 0, NOON.plusNanos(200)));
        log.append(commitAt("c", 0, NOON.plusNanos(300)));

        assertThat(log.positionBefore(NOON.plusNanos(200))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusNanos(201))).isEqualTo(2);
        assertThat(log.positionBefore(NOON.plusNanos(301))).isEqualTo(3);
    }

    @Test
    void a_position_in_time_of_an_empty_log_is_zero() {
        assertThat(log.positionBefore(NOON)).isZero();
    }

    @Test
    void the_end_of_an_aggregate_is_not_told_from_less_of_the_log_than_is_known() {
        log.append(commit("a", 0, 2));
        long known = log.knownCommit();
        log.append(commit("b", 0, 1));
        Document last = logs.collection("commits").findOneAndDelete(Filters.eq("aggregateId", "b"));

        assertThat(log.endOf("a", known)).contains(new AggregateEnd(2, 1));
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> log.endOf("a", log.knownCommit()));
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> log.endOf("unknown", log.knownCommit()));

        logs.collection("commits").insertOne(Objects.requireNonNull(last));
        assertThat(log.endOf("a", log.knownCommit())).contains(new AggregateEnd(2, 1));
        assertThat(log.endOf("unknown", log.knownCommit())).isEmpty();
    }

    @Test
    void events_of_an_aggregate_are_behind_a_commit_or_were_to_be_seen_with_it() {
        log.append(commit("a", 0, 2));
        long known = log.knownCommit();
        log.append(commit("a", 2, 1));

        assertThat(log.isBehind(known, "a", 2)).isTrue();
        assertThat(log.isBehind(log.knownCommit(), "a", 2)).isFalse();
        assertThat(log.isBehind(known, "a", 0)).isFalse();
        assertThat(log.isBehind(known, "a", 3)).isFalse();
    }
}
