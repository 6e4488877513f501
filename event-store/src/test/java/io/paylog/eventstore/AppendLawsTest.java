package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever happens to requests, answers and the servers. The seed of a failed run is its name. */
@Timeout(180)
class AppendLawsTest {

    private static final int PROCESSES = 3;
    private static final int CALLERS = 4;
    private static final int COMMITS = 25;
    private static final int AGGREGATES = 5;

    private static final Duration PLENTY = Duration.ofSeconds(60);
    private static final Duration SCARCE = Duration.ofMillis(3);

    private final Queue<Thread> callers = new ConcurrentLinkedQueue<>();
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<NewCommit> denied = new ConcurrentLinkedQueue<>();
    private final Queue<NewCommit> uncertain = new ConcurrentLinkedQueue<>();

    private record Acknowledged(Appended at, NewCommit commit) {}

    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 10), new Random().longs(10));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_is_acknowledged_is_there_once_in_order_and_dense_and_what_is_denied_is_not(long seed) {
        UnreliableLog store = new UnreliableLog(seed, 0.08);

        assertLaws(store, append(store, seed, 0));
    }

    /** Who is out of time or interrupted is told no more than is certain. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void so_it_is_with_callers_who_have_no_time_or_are_interrupted(long seed) {
        UnreliableLog store = new UnreliableLog(seed, 0.08);

        assertLaws(store, append(store, seed, 0.1));
    }

    private void assertLaws(UnreliableLog store, List<Obedient> watched) {
        List<LoggedCommit> log = store.settled();

        assertThat(watched).allSatisfy(one -> assertThat(one.offences).isEmpty());
        assertThat(store.violations()).isEmpty();
        assertDense(log);
        Map<String, LoggedCommit> byFirstEvent = new HashMap<>();
        log.forEach(
                commit -> assertThat(byFirstEvent.put(commit.events().getFirst().id(), commit))
                        .isNull());
        assertThat(acknowledged)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(byFirstEvent.get(
                                one.commit().events().getFirst().id()))
                        .isNotNull()
                        .satisfies(there -> {
                            assertThat(there.events()).isEqualTo(one.commit().events());
                            assertThat(one.at()).isEqualTo(new Appended(there.firstPosition(), there.lastPosition()));
                        }));
        assertThat(byFirstEvent.keySet())
                .doesNotContainAnyElementsOf(denied.stream()
                        .map(commit -> commit.events().getFirst().id())
                        .toList());
        assertThat(log).hasSizeBetween(acknowledged.size(), acknowledged.size() + uncertain.size());
    }

    private static void assertDense(List<LoggedCommit> log) {
        long position = 0;
        Map<String, Long> sequences = new HashMap<>();
        for (LoggedCommit commit : log) {
            assertThat(commit.firstPosition()).isEqualTo(position + 1);
            position = commit.lastPosition();
            assertThat(commit.firstSequence()).isEqualTo(sequences.getOrDefault(commit.aggregateId(), 0L));
            sequences.put(commit.aggregateId(), commit.lastSequence() + 1);
        }
    }

    /** @param haste share of appends that are interrupted; if any are, only the first process has time */
    private List<Obedient> append(UnreliableLog store, long seed, double haste) {
        List<Obedient> watched =
                Stream.generate(() -> new Obedient(store)).limit(PROCESSES).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Random seeds = new Random(seed);
            CompletableFuture<?>[] callers = watched.stream()
                    .map(process -> appender(
                            process,
                            new Random(seeds.nextLong()),
                            haste == 0 || process == watched.getFirst() ? PLENTY : SCARCE))
                    .flatMap(appender -> Stream.generate(() -> new Random(seeds.nextLong()))
                            .limit(CALLERS)
                            .map(random ->
                                    CompletableFuture.runAsync(() -> append(appender, store, random, haste), threads)))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(callers).join();
        }
        return watched;
    }

    private static GroupAppender appender(Obedient store, Random random, Duration deadline) {
        AppendBounds bounds = new AppendBounds(new CommitBounds(10, 10_000), new BatchBounds(3, 100_000), 100);
        // Anybody may be taken for a rival at any time. Asked by one thread at a time.
        Rivals rivals = new ToldRivals(random::nextBoolean);
        return new GroupAppender(store, new KnownHead(), deadline, bounds, new Courtesy(rivals, () -> {}));
    }

    private void append(GroupAppender appender, UnreliableLog store, Random random, double haste) {
        callers.add(Thread.currentThread());
        for (int i = 0; i < COMMITS; i++) {
            String aggregate = "aggregate-" + random.nextInt(AGGREGATES);
            NewCommit commit = TestLogs.commit(aggregate, store.nextSequence(aggregate), 1 + random.nextInt(3));
            if (random.nextDouble() < haste) {
                List<Thread> all = List.copyOf(callers);
                all.get(random.nextInt(all.size())).interrupt();
            }
            try {
                acknowledged.add(new Acknowledged(appender.append(commit), commit));
            } catch (OutcomeUnknownException _) {
                uncertain.add(commit);
            } catch (EventLogException _) {
                denied.add(commit);
            }
            Thread.interrupted();
        }
    }
}
