package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that append without a rest, in a time where only requests and courtesy take some. */
@Timeout(120)
class FairnessTest {

    private static final int PROCESSES = 4;
    private static final int WINS = 600;

    /** Of wins by others; by chance alone each of four would lose so often in a row less than once in ten million times. */
    private static final int LONGEST_WAIT = 60;

    private static final Rivals ALWAYS = new ToldRivals(() -> true);

    private final SimulatedTime time = new SimulatedTime(PROCESSES);
    private final AtomicInteger yields = new AtomicInteger();

    @Test
    void each_of_four_processes_wins_again_after_a_bounded_number_of_wins_by_others() {
        List<LoggedCommit> log = compete(ALWAYS);

        assertThat(IntStream.range(0, PROCESSES).map(process -> longestWait(log, process)))
                .allSatisfy(wait -> assertThat(wait).isLessThan(LONGEST_WAIT));
        assertThat(yields).hasPositiveValue();
    }

    /** Why there is courtesy at all. */
    @Test
    void without_courtesy_others_starve() {
        List<LoggedCommit> log = compete(ToldRivals.none());

        assertThat(IntStream.range(0, PROCESSES).map(process -> longestWait(log, process)))
                .anySatisfy(wait -> assertThat(wait).isGreaterThan(WINS / 2));
        assertThat(yields).hasValue(0);
    }

    private static int longestWait(List<LoggedCommit> log, int process) {
        int longest = 0;
        int current = 0;
        for (LoggedCommit commit : log) {
            current = commit.aggregateId().equals("process-" + process) ? 0 : current + 1;
            longest = Math.max(longest, current);
        }
        return longest;
    }

    private List<LoggedCommit> compete(Rivals rivals) {
        UnreliableLog log = new UnreliableLog(1, 0);
        AtomicInteger wins = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture.allOf(IntStream.range(0, PROCESSES)
                            .mapToObj(process -> CompletableFuture.runAsync(
                                    () -> appendUntil(wins, "process-" + process, appender(log, rivals, process)),
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
        return log.settled().subList(0, WINS);
    }

    private void appendUntil(AtomicInteger wins, String aggregate, GroupAppender appender) {
        try {
            for (int sequence = 0; wins.get() < WINS; sequence++) {
                appender.append(TestLogs.commit(aggregate, sequence, 1));
                wins.incrementAndGet();
            }
        } finally {
            time.leave();
        }
    }

    private GroupAppender appender(AppendStore store, Rivals rivals, int seed) {
        AppendBounds bounds = new AppendBounds(new CommitBounds(10, 10_000), new BatchBounds(10, 100_000), 10);
        return new GroupAppender(
                new Distant(store, new Random(seed)),
                new KnownHead(),
                Duration.ofMinutes(2),
                bounds,
                new Courtesy(rivals, yields::incrementAndGet, time::nanoTime, time::sleep));
    }

    /** Each request is half a millisecond on its way, more or less, and its answer, too. */
    private final class Distant implements AppendStore {

        private final AppendStore store;
        private final Random random;

        private Distant(AppendStore store, Random random) {
            this.store = store;
            this.random = random;
        }

        private <T> T travel(Supplier<T> request) {
            time.sleep(450_000 + random.nextInt(100_000));
            T answer = request.get();
            time.sleep(450_000 + random.nextInt(100_000));
            return answer;
        }

        @Override
        public InsertOutcome insert(List<LoggedCommit> batch) {
            return travel(() -> store.insert(batch));
        }

        @Override
        public Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
            return travel(() -> store.holdersOf(keys));
        }

        @Override
        public Optional<Head> headAfter(long commitPosition) {
            return travel(() -> store.headAfter(commitPosition));
        }
    }
}
