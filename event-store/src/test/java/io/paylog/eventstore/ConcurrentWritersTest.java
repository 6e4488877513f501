package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@Timeout(60)
class ConcurrentWritersTest {

    private static final int PROCESSES = 3;
    private static final int THREADS = 4;
    private static final int COMMITS = 40;
    private static final int AGGREGATES = 6;

    private TestLogs logs;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private record Acknowledged(Appended at, NewCommit commit) {}

    @Test
    void every_acknowledged_commit_is_in_the_log_once_in_order_and_without_gaps() throws Exception {
        List<Acknowledged> acknowledged = writeConcurrently();

        List<LoggedEvent> events = everything(logs.open());
        assertThat(events)
                .extracting(LoggedEvent::position)
                .containsExactlyElementsOf(LongStream.rangeClosed(
                                1,
                                acknowledged.stream()
                                        .mapToLong(a -> a.commit().events().size())
                                        .sum())
                        .boxed()
                        .toList());
        Map<Long, LoggedEvent> byPosition = events.stream().collect(Collectors.toMap(LoggedEvent::position, e -> e));
        for (Acknowledged one : acknowledged) {
            List<EventEntry> stored = LongStream.rangeClosed(
                            one.at().firstPosition(), one.at().lastPosition())
                    .mapToObj(byPosition::get)
                    .map(LoggedEvent::entry)
                    .toList();
            assertThat(stored).isEqualTo(one.commit().events());
        }
        Map<String, Long> nextSequence = new HashMap<>();
        for (LoggedEvent event : events) {
            assertThat(event.sequence()).isEqualTo(nextSequence.merge(event.aggregateId(), 1L, Long::sum) - 1);
        }
    }

    private List<Acknowledged> writeConcurrently() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(PROCESSES * THREADS)) {
            List<Callable<List<Acknowledged>>> writers = new ArrayList<>();
            for (int process = 0; process < PROCESSES; process++) {
                EventLog log = logs.open(logs.settings().withAppendDeadline(java.time.Duration.ofSeconds(60)));
                for (int thread = 0; thread < THREADS; thread++) {
                    int seed = process * THREADS + thread;
                    writers.add(() -> write(log, new Random(seed)));
                }
            }
            List<Acknowledged> all = new ArrayList<>();
            for (Future<List<Acknowledged>> written : executor.invokeAll(writers)) {
                all.addAll(written.get());
            }
            return all;
        }
    }

    /** Writers share a few aggregates and do not lock them, so some of their commits conflict. */
    private static List<Acknowledged> write(EventLog log, Random random) {
        List<Acknowledged> acknowledged = new ArrayList<>();
        while (acknowledged.size() < COMMITS) {
            String aggregate = "aggregate-" + random.nextInt(AGGREGATES);
            OptionalLong last = log.lastSequenceOf(aggregate);
            NewCommit commit = TestLogs.commit(aggregate, last.orElse(-1) + 1, 1 + random.nextInt(3));
            try {
                acknowledged.add(new Acknowledged(log.append(commit), commit));
            } catch (AppendConflictException e) {
                assertThat(e.aggregateId()).isEqualTo(aggregate);
            }
        }
        return acknowledged;
    }

    private static List<LoggedEvent> everything(EventLog log) {
        List<LoggedEvent> all = new ArrayList<>();
        Function<Long, List<LoggedEvent>> next = log::eventsAfter;
        for (List<LoggedEvent> batch = next.apply(0L); !batch.isEmpty(); ) {
            all.addAll(batch);
            batch = next.apply(batch.getLast().position());
        }
        return all;
    }
}
