package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Threads and processes that append at the same time. */
interface ConcurrencyContract extends ContractPart {

    int PROCESSES = 3;
    int THREADS = 4;
    int COMMITS = 30;
    int AGGREGATES = 6;

    int MODEST_COMMITS = 10;

    /** Far more than one who is treated fairly lets another one append before its turn. */
    int HUNGRY_COMMITS = 20_000;

    record Acknowledged(Appended at, NewCommit commit) {}

    @Test
    default void every_acknowledged_commit_is_in_the_log_once_in_order_and_without_gaps() throws Exception {
        List<Acknowledged> acknowledged = appendConcurrently();

        List<LoggedEvent> events = logs().everything();
        assertThat(events)
                .extracting(LoggedEvent::position)
                .isEqualTo(LongStream.rangeClosed(1, eventsOf(acknowledged))
                        .boxed()
                        .toList());
        for (Acknowledged one : acknowledged) {
            List<LoggedEvent> stored = events.subList(
                    (int) one.at().firstPosition() - 1, (int) one.at().lastPosition());
            assertThat(stored)
                    .extracting(LoggedEvent::entry)
                    .isEqualTo(one.commit().events());
        }
        Map<String, Long> nextSequence = new HashMap<>();
        for (LoggedEvent event : events) {
            assertThat(event.sequence()).isEqualTo(nextSequence.merge(event.aggregateId(), 1L, Long::sum) - 1);
        }
    }

    private static long eventsOf(List<Acknowledged> acknowledged) {
        return acknowledged.stream().mapToLong(a -> a.commit().events().size()).sum();
    }

    private List<Acknowledged> appendConcurrently() throws Exception {
        List<Callable<List<Acknowledged>>> writers = new ArrayList<>();
        for (int process = 0; process < PROCESSES; process++) {
            EventLog log = openPatient();
            for (int thread = 0; thread < THREADS; thread++) {
                int seed = process * THREADS + thread;
                writers.add(() -> append(log, new Random(seed)));
            }
        }
        return atOnce(writers).stream().flatMap(List::stream).toList();
    }

    /** Writers share a few aggregates and do not lock them, so some of their commits conflict. */
    private static List<Acknowledged> append(EventLog log, Random random) {
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

    @Test
    default void of_many_commits_at_the_same_sequence_one_lands() throws Exception {
        List<EventLog> processes =
                IntStream.range(0, PROCESSES).mapToObj(_ -> openPatient()).toList();
        for (int round = 0; round < 5; round++) {
            String aggregate = "aggregate-" + round;
            List<Callable<Integer>> competitors = IntStream.range(0, PROCESSES * 2)
                    .<Callable<Integer>>mapToObj(i -> () -> landed(processes.get(i % PROCESSES), aggregate))
                    .toList();

            assertThat(atOnce(competitors).stream().mapToInt(Integer::intValue)).containsOnlyOnce(1);
        }
        assertThat(logs().everything()).hasSize(5).allMatch(event -> event.sequence() == 0);
    }

    private static int landed(EventLog log, String aggregate) {
        try {
            log.append(TestLogs.commit(aggregate, 0, 1));
            return 1;
        } catch (AppendConflictException _) {
            return 0;
        }
    }

    @Test
    default void what_is_read_while_others_append_is_what_is_there_in_the_end() throws Exception {
        AtomicBoolean appended = new AtomicBoolean();
        EventLog reader = logs().open();
        List<List<LoggedEvent>> results = atOnce(List.of(
                () -> {
                    try {
                        appendConcurrently();
                    } finally {
                        appended.set(true);
                    }
                    return List.of();
                },
                () -> readUntil(appended, reader)));

        assertThat(results.getLast()).isNotEmpty().isEqualTo(logs().everything());
    }

    private static List<LoggedEvent> readUntil(AtomicBoolean ended, EventLog reader) {
        List<LoggedEvent> read = new ArrayList<>();
        boolean last = false;
        while (true) {
            List<LoggedEvent> next =
                    reader.eventsAfter(read.isEmpty() ? 0 : read.getLast().position());
            read.addAll(next);
            if (next.isEmpty()) {
                if (last) {
                    return read;
                }
                last = ended.get();
            }
        }
    }

    @Test
    default void a_process_that_appends_all_the_time_lets_another_one_append() throws Exception {
        EventLog hungry = openPatient();
        EventLog modest = openPatient();
        AtomicBoolean satisfied = new AtomicBoolean();
        List<Integer> appended = atOnce(List.of(
                () -> {
                    int commits = 0;
                    while (!satisfied.get() && commits < HUNGRY_COMMITS) {
                        hungry.append(TestLogs.commit("hungry", commits++, 1));
                    }
                    return commits;
                },
                () -> {
                    try {
                        for (int i = 0; i < MODEST_COMMITS; i++) {
                            modest.append(TestLogs.commit("modest", i, 1));
                        }
                        return MODEST_COMMITS;
                    } finally {
                        satisfied.set(true);
                    }
                }));

        assertThat(appended.getFirst()).isLessThan(HUNGRY_COMMITS);
        assertThat(logs().everything()).hasSize(appended.getFirst() + appended.getLast());
    }

    private EventLog openPatient() {
        return logs().open(logs().settings().withAppendDeadline(logs().patience()));
    }

    private static <T> List<T> atOnce(List<? extends Callable<T>> tasks) throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(tasks.size())) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : executor.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
