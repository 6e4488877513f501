package io.paylog.eventstore;

import static io.paylog.eventstore.Streams.next;
import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many streams of one process, and what they ask of the store. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(300)
class FollowingTest {

    private static final int STREAMS = 8;
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final List<Long> findsAtNanos = new CopyOnWriteArrayList<>();
    private LocalStores stores;
    private TestLogs logs;
    private EventLog writer;

    @BeforeEach
    void begin(LocalStores localStores) {
        stores = localStores;
        logs = new TestLogs(stores);
        writer = logs.open();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    /** One whose requests are counted. */
    private EventLog reader(EventLogSettings settings, WakeUp wakeUp) {
        CommandListener listener = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                if (event.getCommandName().equals("find")) {
                    findsAtNanos.add(System.nanoTime());
                }
            }
        };
        LogDatabase database = LogDatabase.connect(settings, client -> client.addCommandListener(listener));
        return logs.closing(EventLog.open(database, settings, wakeUp, logs.meters));
    }

    private BlockingStream<TrackedEventMessage<?>> stream(EventLog log, long position) {
        return logs.closing(Streams.open(log, Tokens.of(position)));
    }

    private List<BlockingStream<TrackedEventMessage<?>>> streams(EventLog log, long position) {
        return Stream.generate(() -> stream(log, position)).limit(STREAMS).toList();
    }

    @Test
    void streams_at_the_head_share_one_look() {
        EventLog log = reader(logs.settings(), WakeUp.none());
        List<BlockingStream<TrackedEventMessage<?>>> streams = streams(log, 0);
        findsAtNanos.clear();
        long before = log.tail().rounds();

        await().atMost(WAIT).until(() -> {
            streams.forEach(stream -> assertThat(stream.hasNextAvailable()).isFalse());
            return log.tail().rounds() >= before + 20;
        });

        // One may have been under way before the count began, one since it has ended.
        assertThat(findsAtNanos).hasSizeLessThanOrEqualTo((int) (log.tail().rounds() - before + 2));
    }

    @Test
    void a_stream_that_is_behind_reads_by_itself_and_has_nobody_else_read() throws Exception {
        int behind = 30;
        EventLog log = reader(logs.settings().withReadBatch(1, 1_000_000), WakeUp.none());
        IntStream.range(0, behind).forEach(i -> writer.append(commit("a" + i, 0, 1)));
        List<BlockingStream<TrackedEventMessage<?>>> streams = streams(log, behind);
        BlockingStream<TrackedEventMessage<?>> slow = stream(log, 0);
        findsAtNanos.clear();
        long before = log.tail().rounds();

        for (long position = 1; position <= behind; position++) {
            assertThat(next(slow)).isEqualTo(position);
            streams.forEach(stream -> assertThat(stream.hasNextAvailable()).isFalse());
        }

        assertThat(findsAtNanos)
                .hasSizeLessThanOrEqualTo(behind + (int) (log.tail().rounds() - before + 2));
    }

    @Test
    void a_stream_that_is_closed_leaves_the_others_as_they_are() throws Exception {
        List<BlockingStream<TrackedEventMessage<?>>> streams = streams(reader(logs.settings(), WakeUp.none()), 0);
        streams.getFirst().close();

        writer.append(commit("a", 0, 1));

        for (BlockingStream<TrackedEventMessage<?>> stream : streams.subList(1, STREAMS)) {
            assertThat(next(stream)).isEqualTo(1);
        }
        assertThat(streams.getFirst().hasNextAvailable()).isFalse();
    }

    @Test
    void a_look_that_fails_is_told_by_each_stream_and_each_goes_on_afterwards() throws Exception {
        LossyProxy proxy = proxy();
        EventLogSettings viaProxy =
                EventLogSettings.of(proxy.uri(), logs.settings().database());
        List<BlockingStream<TrackedEventMessage<?>>> streams = streams(reader(viaProxy, WakeUp.none()), 0);

        proxy.cut();
        streams.forEach(stream -> await().atMost(WAIT)
                .untilAsserted(() -> assertThatExceptionOfType(EventLogUnavailableException.class)
                        .isThrownBy(stream::hasNextAvailable)));

        proxy.heal();
        for (BlockingStream<TrackedEventMessage<?>> stream : streams) {
            await().atMost(WAIT)
                    .ignoreExceptionsInstanceOf(EventLogUnavailableException.class)
                    .until(() -> !stream.hasNextAvailable());
        }
        writer.append(commit("a", 0, 1));
        for (BlockingStream<TrackedEventMessage<?>> stream : streams) {
            assertThat(next(stream)).isEqualTo(1);
        }
    }

    private LossyProxy proxy() throws IOException {
        return logs.closing(new LossyProxy(stores.mongoUri()));
    }

    @Test
    void looks_become_rare_when_nothing_happens_and_redis_would_tell() {
        assumeThat(stores.redisUri()).as("a Redis on this machine").isPresent();
        Duration idle = logs.settings().idlePollInterval();
        WakeUp wakeUp = logs.closing(RedisWakeUp.connect(stores.redisUri().orElseThrow(), "test:" + UUID.randomUUID()));
        EventLog log = reader(logs.settings(), wakeUp);
        stream(log, 0);

        await().atMost(WAIT).until(() -> lastPauses(5).allMatch(nanos -> nanos >= idle.toNanos()));
    }

    private Stream<Long> lastPauses(int count) {
        List<Long> times = List.copyOf(findsAtNanos);
        int last = times.size() - 1;
        return last < count
                ? Stream.of(0L)
                : IntStream.range(last - count, last).mapToObj(i -> times.get(i + 1) - times.get(i));
    }
}
