package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is written to a store in MongoDB and to one in memory, and however little it looks like a log, both give the same
 * answers.
 */
@ExtendWith(LocalStoresExtension.class)
class StoresAgreeTest {

    private static final int STEPS = 150;
    private static final int PLACES = 30;
    private static final List<String> AGGREGATES = List.of("a", "b", "c");

    private TestLogs logs;
    private LogStore mongo;
    private LogStore memory;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        mongo = logs.closing(MongoLogStore.open(LogDatabase.connect(logs.settings()), logs.settings()));
        memory = new VolatileLogStore(VolatileLog.ofAtMost(Long.MAX_VALUE));
    }

    @AfterEach
    void end() {
        logs.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_random_sequence_of_writes_and_reads_is_answered_alike(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            Step step = random.nextInt(3) == 0 ? aWrite(random) : aRead(random);
            assertThat(step.on().apply(memory))
                    .as("step %s: %s", i, step.what())
                    .isEqualTo(step.on().apply(mongo));
        }
    }

    private record Step(String what, Function<LogStore, Object> on) {}

    private static Step aWrite(Random random) {
        if (random.nextInt(6) == 0) {
            return aHeartbeat(random);
        }
        if (random.nextInt(4) == 0) {
            StoredSnapshot snapshot =
                    new StoredSnapshot(type(random), aggregate(random), random.nextInt(8), entry(random));
            long position = random.nextLong(1, PLACES + 1);
            return new Step("store " + snapshot, store -> {
                store.snapshots().store(snapshot, position);
                return "stored";
            });
        }
        List<LoggedCommit> batch = Stream.generate(() -> commit(random))
                .limit(1 + random.nextInt(4))
                .toList();
        return new Step("insert " + batch, store -> store.commits().insert(batch));
    }

    private static Step aHeartbeat(Random random) {
        String writer = aggregate(random);
        long beats = random.nextInt(4);
        boolean forgets = random.nextInt(3) == 0;
        return new Step((forgets ? "forget " : "beat ") + writer + beats, store -> {
            if (forgets) {
                store.heartbeats().forget(writer, beats);
            } else {
                store.heartbeats().beat(writer);
            }
            return "done";
        });
    }

    private static LoggedCommit commit(Random random) {
        return new LoggedCommit(
                1 + random.nextInt(PLACES),
                type(random),
                aggregate(random),
                random.nextInt(8),
                aTime(random),
                UUID.nameUUIDFromBytes(bytes(random)).toString(),
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> entry(random))
                        .toList());
    }

    private static Step aRead(Random random) {
        String aggregate = aggregate(random);
        long place = random.nextInt(PLACES + 2);
        long sequence = random.nextInt(9);
        List<CommitKey> keys = List.of(
                new CommitKey(aggregate, sequence),
                new CommitKey(aggregate, sequence + 1),
                new CommitKey(aggregate(random), random.nextInt(9)));
        ReadBounds bounds = new ReadBounds(1 + random.nextInt(8), 1 + random.nextInt(60));
        long time = random.nextInt(10) == 0
                ? List.of(Long.MIN_VALUE, Long.MAX_VALUE).get(random.nextInt(2))
                : aTime(random);
        List<Step> reads = List.of(
                read("linearizableHeadPosition", CommitStore::linearizableHeadPosition),
                read("headAfter " + place, store -> store.headAfter(place)),
                read("holdersOf " + keys, store -> store.holdersOf(keys)),
                read("from " + place + bounds, store -> store.from(place, bounds)),
                read("lastStartUpTo " + place, store -> store.lastStartUpTo(place)),
                read("firstWithLatestFrom " + time, store -> store.firstWithLatestFrom(time)),
                read(
                        "ofAggregateFrom " + aggregate + sequence + bounds,
                        store -> store.ofAggregateFrom(aggregate, sequence, bounds)),
                read(
                        "ofAggregateBefore " + aggregate + sequence,
                        store -> store.ofAggregateBefore(aggregate, sequence)),
                read("endOf " + aggregate, store -> store.endOf(aggregate)),
                read("endShownWith " + place + aggregate, store -> store.endShownWith(place, aggregate)),
                new Step(
                        "newest sequence of " + aggregate,
                        store -> store.snapshots()
                                .newestOf(aggregate)
                                .map(found -> found.snapshot().sequence())),
                new Step("beats", store -> store.heartbeats().beats()),
                new Step("is writable", LogStore::isWritable));
        return reads.get(random.nextInt(reads.size()));
    }

    private static Step read(String what, Function<CommitStore, Object> read) {
        return new Step(what, store -> read.apply(store.commits()));
    }

    private static String aggregate(Random random) {
        return AGGREGATES.get(random.nextInt(AGGREGATES.size()));
    }

    private static String type(Random random) {
        return random.nextBoolean() ? "Thing" : "Other";
    }

    private static long aTime(Random random) {
        return TestLogs.NOON.plusMillis(random.nextInt(10)).toEpochMilli();
    }

    private static EventEntry entry(Random random) {
        return new EventEntry(
                UUID.nameUUIDFromBytes(bytes(random)).toString(),
                "type",
                random.nextBoolean() ? "1" : null,
                TestLogs.NOON.plus(Duration.ofNanos(random.nextInt(1_000_000_000))),
                "{\"x\":\"" + "y".repeat(random.nextInt(20)) + "\"}",
                "{}");
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return bytes;
    }
}
