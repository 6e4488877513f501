package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commitAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the events of a time begin, with clocks as they are, and what it costs to find that out. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(120)
class PositionInTimeTest {

    private static final Instant NOON = TestLogs.NOON;

    private final AtomicInteger finds = new AtomicInteger();
    private final AtomicInteger documents = new AtomicInteger();
    private TestLogs logs;
    private EventLog writer;
    private EventLog log;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        writer = logs.open();
        log = counted(logs.settings());
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private EventLog counted(EventLogSettings settings) {
        CommandListener listener = new CommandListener() {
            @Override
            public void commandSucceeded(CommandSucceededEvent event) {
                if (event.getCommandName().equals("find")) {
                    finds.incrementAndGet();
                    BsonDocument cursor = event.getResponse().getDocument("cursor");
                    documents.addAndGet(cursor.getArray("firstBatch").size());
                }
            }
        };
        LogDatabase database = LogDatabase.connect(settings, client -> client.addCommandListener(listener));
        return logs.closing(EventLog.open(database, settings, WakeUp.none(), logs.meters));
    }

    private long before(Instant time) {
        finds.set(0);
        documents.set(0);
        return log.positionBefore(time);
    }

    @Test
    void equal_time_stamps_in_a_row_begin_at_the_first_of_them() {
        writer.append(commitAt("a", 0, NOON.minusMillis(1)));
        writer.append(commitAt("b", 0, NOON, NOON));
        writer.append(commitAt("c", 0, NOON));
        writer.append(commitAt("d", 0, NOON, NOON.plusMillis(1)));

        assertThat(before(NOON.minusMillis(1))).isZero();
        assertThat(before(NOON)).isEqualTo(1);
        assertThat(before(NOON.plusMillis(1))).isEqualTo(5);
        assertThat(before(NOON.plusMillis(2))).isEqualTo(6);
    }

    @Test
    void a_clock_that_goes_back_hides_nothing_of_the_time_asked_for() {
        writer.append(commitAt("a", 0, NOON, NOON.plusSeconds(10), NOON.plusSeconds(5)));
        writer.append(commitAt("b", 0, NOON.minusSeconds(10)));
        writer.append(commitAt("c", 0, NOON.plusSeconds(7)));
        writer.append(commitAt("d", 0, NOON.plusSeconds(11)));

        assertThat(before(NOON.minusSeconds(10))).isZero();
        assertThat(before(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(before(NOON.plusSeconds(6))).isEqualTo(1);
        assertThat(before(NOON.plusSeconds(10))).isEqualTo(1);
        assertThat(before(NOON.plusMillis(10_001))).isEqualTo(5);
    }

    @Test
    void times_before_the_epoch_and_at_the_ends_of_time_are_times() {
        writer.append(commitAt("a", 0, Instant.parse("1969-12-31T23:59:59.999500Z")));
        writer.append(commitAt("b", 0, Instant.EPOCH));

        assertThat(before(Instant.MIN)).isZero();
        assertThat(before(Instant.parse("1969-12-31T23:59:59.999Z"))).isZero();
        assertThat(before(Instant.parse("1969-12-31T23:59:59.999501Z"))).isEqualTo(1);
        assertThat(before(Instant.EPOCH)).isEqualTo(1);
        assertThat(before(Instant.EPOCH.plusNanos(1))).isEqualTo(2);
        assertThat(before(Instant.MAX)).isEqualTo(2);
    }

    @Test
    void it_is_as_a_search_of_all_events_says_whatever_the_clocks_do() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Instant> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant[] times = IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(_ -> NOON.plusMillis(random.nextInt(50)))
                    .toArray(Instant[]::new);
            writer.append(commitAt("a" + i, 0, times));
            all.addAll(List.of(times));
        }

        for (int i = -1; i <= 51; i++) {
            Instant time = NOON.plusMillis(i);
            long expected = IntStream.range(0, all.size())
                    .filter(event -> !all.get(event).isBefore(time))
                    .findFirst()
                    .orElse(all.size());
            assertThat(before(time)).as("%s with seed %s", time, seed).isEqualTo(expected);
        }
    }

    @Test
    void it_reads_one_commit_of_the_log_however_long_that_is() {
        IntStream.range(0, 300).forEach(i -> writer.append(commitAt("a" + i, 0, NOON.plusMillis(i))));
        before(NOON); // the head is known from here on

        for (int i : new int[] {0, 1, 150, 299}) {
            assertThat(before(NOON.plusMillis(i))).isEqualTo(i);
            assertThat(finds).hasValue(3);
            assertThat(documents).hasValueLessThanOrEqualTo(2);
        }
        assertThat(before(NOON.plusMillis(300))).isEqualTo(300);
        assertThat(finds).hasValue(1);
    }

    @Test
    void a_time_between_milliseconds_is_looked_for_however_many_reads_that_takes() {
        writer.append(commitAt("ahead", 0, NOON.plusSeconds(3600)));
        IntStream.range(0, 50).forEach(i -> writer.append(commitAt("a" + i, 0, NOON.plusMillis(i))));
        writer.append(commitAt("b", 0, NOON.plusSeconds(3600).plusNanos(2)));
        Instant time = NOON.plusSeconds(3600).plusNanos(1);

        assertThat(before(time)).isEqualTo(51);
        log = counted(logs.settings().withReadBatch(20, 1_000_000));
        assertThat(before(time)).isEqualTo(51);
        assertThat(before(time.plusNanos(2))).isEqualTo(52);
        assertThat(documents).hasValueLessThanOrEqualTo(60);
    }

    @Test
    void less_of_the_log_than_is_known_is_no_answer() {
        writer.append(commitAt("a", 0, NOON));
        writer.append(commitAt("b", 0, NOON.plusSeconds(1)));
        assertThat(before(NOON.plusSeconds(1))).isEqualTo(1);

        logs.collection("commits").deleteOne(Filters.eq("_id", 2L));

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> before(NOON.plusSeconds(1)))
                .matches(EventLogException::repeatingHelps);
        assertThat(before(NOON.plusSeconds(2))).isEqualTo(2);
    }
}
