package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logs of one JVM on one content. */
@Timeout(60)
class VolatileLogTest {

    private final VolatileLog content = VolatileLog.ofAtMost(10);
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<EventLog> opened = new ArrayList<>();

    @AfterEach
    void end() {
        opened.forEach(EventLog::close);
    }

    private EventLog open(VolatileLog of) {
        EventLog log = of.open(EventLogSettings.of("mongodb://127.0.0.1:1", "none"), of.wakeUp("", meters), meters);
        opened.add(log);
        return log;
    }

    private EventLog open() {
        return open(content);
    }

    private WakeUp wakeUp() {
        return content.wakeUp("", meters);
    }

    @Test
    void what_one_log_appends_every_other_reads_and_goes_on_behind() {
        EventLog one = open();
        EventLog other = open();
        one.append(commit("a", 0, 2));

        assertThat(other.append(commit("b", 0, 1))).isEqualTo(new Appended(3, 3));
        assertThat(one.eventsAfter(0)).extracting(LoggedEvent::position).containsExactly(1L, 2L, 3L);
        assertThat(other.epoch()).isEqualTo(one.epoch());
    }

    @Test
    void of_two_commits_with_one_sequence_of_an_aggregate_the_second_conflicts() {
        open().append(commit("a", 0, 1));

        assertThatExceptionOfType(AppendConflictException.class).isThrownBy(() -> open().append(commit("a", 0, 1)));
    }

    @Test
    void closing_one_log_leaves_the_content_and_the_others_as_they_are() {
        EventLog staying = open();
        List<Long> heard = new CopyOnWriteArrayList<>();
        EventLog closed = open();
        closed.append(commit("a", 0, 1));
        closed.storeSnapshot(new StoredSnapshot("Thing", "a", 0, TestLogs.entry("snapshot")));
        closed.close();
        wakeUp().close();
        wakeUp().listen(heard::add);

        assertThat(staying.head()).isEqualTo(1);
        assertThat(staying.append(commit("a", 1, 1))).isEqualTo(new Appended(2, 2));
        assertThat(open().snapshotOf("a")).isPresent();
        assertThat(heard).containsExactly(2L);
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> closed.append(commit("a", 2, 1)));
    }

    @Test
    void an_append_is_announced_to_the_other_logs() {
        EventLog reader = open();
        List<Long> heard = new CopyOnWriteArrayList<>();
        WakeUp.Registration listening = wakeUp().listen(heard::add);

        open().append(commit("a", 0, 1));
        listening.close();
        open().append(commit("a", 1, 1));

        assertThat(wakeUp().isOpen()).isTrue();
        assertThat(heard).containsExactly(1L);
        assertThat(reader.head()).isEqualTo(2);
    }

    @Test
    void another_content_is_another_log() {
        open().append(commit("a", 0, 1));
        EventLog other = open(VolatileLog.ofAtMost(10));

        assertThat(other.head()).isZero();
        assertThatExceptionOfType(ForeignTokenException.class).isThrownBy(() -> other.requireEpoch(open().epoch()));
    }

    @Test
    void a_commit_that_would_exceed_the_bound_is_refused_and_one_that_reaches_it_is_not() {
        EventLog log = open();
        log.append(commit("a", 0, 9));

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> log.append(commit("a", 9, 2)))
                .withMessageContaining("it takes 10 events, and has 9");

        assertThat(isUp()).isTrue();
        log.append(commit("b", 0, 1));
        assertThat(log.head()).isEqualTo(10);
        assertThat(isUp()).isFalse();
    }

    @Test
    void a_full_log_tells_a_conflict_from_a_lack_of_room() {
        EventLog log = open();
        log.append(commit("a", 0, 10));

        assertThatExceptionOfType(AppendConflictException.class).isThrownBy(() -> log.append(commit("a", 0, 1)));
    }

    @Test
    void a_bound_without_room_for_an_event_is_none() {
        assertThatIllegalArgumentException().isThrownBy(() -> VolatileLog.ofAtMost(0));
    }

    private boolean isUp() {
        return meters.get(StoreMeters.UP)
                        .tag(StoreMeters.STORE, "memory")
                        .gauge()
                        .value()
                == 1;
    }
}
