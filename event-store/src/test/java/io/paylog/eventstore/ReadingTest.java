package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.client.model.Filters;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
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
}
