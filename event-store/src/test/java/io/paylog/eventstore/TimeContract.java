package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.NOON;
import static io.paylog.eventstore.TestLogs.commitAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A position in time is before the first event, in the order of the log, of that time or later. */
interface TimeContract extends ContractPart {

    @Test
    default void a_position_in_time_of_an_empty_log_is_zero() {
        assertThat(logs().open().positionBefore(NOON)).isZero();
    }

    @Test
    default void a_position_in_time_is_before_all_events_between_them_or_behind_the_last() {
        EventLog log = logs().open();
        log.append(commitAt("a", 0, NOON));
        log.append(commitAt("b", 0, NOON.plusSeconds(10)));

        assertThat(log.positionBefore(NOON.minusSeconds(1))).isZero();
        assertThat(log.positionBefore(NOON)).isZero();
        assertThat(log.positionBefore(NOON.plusSeconds(5))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusSeconds(10))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusSeconds(11))).isEqualTo(2);
        assertThat(log.positionBefore(Instant.MIN)).isZero();
        assertThat(log.positionBefore(Instant.MAX)).isEqualTo(2);
    }

    @Test
    default void a_position_at_the_time_of_several_events_is_before_the_first_of_them() {
        EventLog log = logs().open();
        log.append(commitAt("a", 0, NOON));
        log.append(commitAt("b", 0, NOON.plusSeconds(1), NOON.plusSeconds(1)));
        log.append(commitAt("c", 0, NOON.plusSeconds(1)));

        assertThat(log.positionBefore(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusSeconds(1).plusNanos(1))).isEqualTo(4);
    }

    @Test
    default void a_position_in_time_may_be_inside_a_commit() {
        EventLog log = logs().open();
        log.append(commitAt("a", 0, NOON, NOON.plusSeconds(1)));
        log.append(commitAt("b", 0, NOON.minusSeconds(60)));
        log.append(commitAt("c", 0, NOON.plusSeconds(2), NOON.plusSeconds(3)));

        assertThat(log.positionBefore(NOON.plusNanos(1))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusMillis(1001))).isEqualTo(3);
        assertThat(log.positionBefore(NOON.plusSeconds(3))).isEqualTo(4);
        assertThat(log.positionBefore(NOON.plusSeconds(4))).isEqualTo(5);
    }

    @Test
    default void a_position_in_time_is_exact_below_the_millisecond() {
        EventLog log = logs().open();
        log.append(commitAt("a", 0, NOON.plusNanos(100)));
        log.append(commitAt("b", 0, NOON.plusNanos(200)));
        log.append(commitAt("c", 0, NOON.plusNanos(300)));

        assertThat(log.positionBefore(NOON.plusNanos(200))).isEqualTo(1);
        assertThat(log.positionBefore(NOON.plusNanos(201))).isEqualTo(2);
        assertThat(log.positionBefore(NOON.plusNanos(301))).isEqualTo(3);
    }

    @Test
    default void a_position_in_time_is_right_however_the_clocks_of_writers_went() {
        EventLog log = logs().open();
        List<LoggedEvent> all = appendAtRandomTimes(log);

        for (Instant time : timesAround(all)) {
            assertThat(log.positionBefore(time)).as("at %s", time).isEqualTo(before(time, all));
        }
    }

    /** Time stamps are found by the millisecond; the rest is looked for. */
    @Test
    default void a_position_in_time_is_right_however_little_is_read_at_once() {
        EventLog log = logs().open(logs().settings().withReadBatch(3, 1_000_000));
        List<LoggedEvent> all = appendAtRandomTimes(log);

        for (Instant time : timesAround(all)) {
            assertThat(log.positionBefore(time)).as("at %s", time).isEqualTo(before(time, all));
        }
    }

    private List<LoggedEvent> appendAtRandomTimes(EventLog log) {
        Random random = new Random(7);
        for (int i = 0; i < 40; i++) {
            Instant[] times = Stream.generate(() -> NOON.plusNanos(500_000L * random.nextInt(20)))
                    .limit(1 + random.nextInt(3))
                    .toArray(Instant[]::new);
            log.append(commitAt("a" + i, 0, times));
        }
        List<LoggedEvent> all = logs().everything();
        assertThat(all).hasSizeGreaterThanOrEqualTo(40);
        return all;
    }

    private static List<Instant> timesAround(List<LoggedEvent> events) {
        return events.stream()
                .map(event -> event.entry().timestamp())
                .flatMap(time -> Stream.of(time.minusNanos(1), time, time.plusNanos(1)))
                .distinct()
                .toList();
    }

    private static long before(Instant time, List<LoggedEvent> all) {
        return all.stream()
                .takeWhile(event -> event.entry().timestamp().isBefore(time))
                .count();
    }
}
