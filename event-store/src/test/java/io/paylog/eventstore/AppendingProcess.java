package io.paylog.eventstore;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * Appends through Axon's engine with several threads, as a process of its own, and writes one line for each append that
 * has ended: {@link Told}. Starts when it is told anything, and does not outlive whoever started it.
 */
final class AppendingProcess {

    static final String READY = "ready";

    /** The bound for which an append may wait; one that waits longer fails, and that is told. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final int AGGREGATES = 1_000;
    private static final double CONFLICTS = 0.05;
    private static final int MAX_EVENTS = 3;

    private final CommitEventStorageEngine engine;
    private final String name;
    private final int thread;
    private final Random random;
    private final List<Told> stored = new ArrayList<>();
    private long longestNanos;

    private AppendingProcess(CommitEventStorageEngine engine, String name, int thread, long seed) {
        this.engine = engine;
        this.name = name;
        this.thread = thread;
        this.random = new Random(seed);
    }

    static List<String> arguments(EventLogSettings log, int process, long seed, int threads, int appends) {
        return List.of(
                log.connectionString(),
                log.database(),
                "process-" + process,
                Long.toString(seed),
                Integer.toString(threads),
                Integer.toString(appends));
    }

    public static void main(String... arguments) throws Exception {
        EventLogSettings settings = EventLogSettings.of(arguments[0], arguments[1])
                .withAppendDeadline(LONGEST_WAIT)
                .withTimeouts(LONGEST_WAIT, LONGEST_WAIT);
        int threads = Integer.parseInt(arguments[4]);
        int appends = Integer.parseInt(arguments[5]);
        try (EventLog log = EventLog.open(settings, WakeUp.none());
                ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            CommitEventStorageEngine engine = engine(log);
            List<Callable<Long>> writers = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                long seed = Long.parseLong(arguments[3]) * 31 + thread;
                AppendingProcess writer = new AppendingProcess(engine, arguments[2], thread, seed);
                writers.add(() -> writer.append(appends));
            }
            awaitStart();
            long longestNanos = 0;
            for (Future<Long> writer : executor.invokeAll(writers)) {
                longestNanos = Math.max(longestNanos, writer.get());
            }
            say("longest wait: " + Duration.ofNanos(longestNanos).toMillis() + " ms");
        }
    }

    private static CommitEventStorageEngine engine(EventLog log) {
        return CommitEventStorageEngine.builder()
                .eventLog(log)
                .eventSerializer(JacksonSerializer.defaultSerializer())
                .snapshotSerializer(JacksonSerializer.defaultSerializer())
                .build();
    }

    private static void awaitStart() throws IOException {
        say(READY);
        int told = System.in.read();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // nothing more is said
                }
            } catch (IOException e) {
                // as at the end
            }
            Runtime.getRuntime().halt(1);
        });
        if (told < 0) {
            throw new IOException("Nobody is there to start it");
        }
    }

    /** @return how long the longest append took, in nanoseconds */
    private long append(int appends) {
        while (stored.size() < appends) {
            if (!stored.isEmpty() && random.nextDouble() < CONFLICTS) {
                Told taken = stored.get(random.nextInt(stored.size()));
                append(taken.aggregate(), taken.sequence());
            } else {
                String aggregate = "aggregate-" + random.nextInt(AGGREGATES);
                append(aggregate, engine.lastSequenceNumberFor(aggregate).orElse(-1L) + 1);
            }
        }
        return longestNanos;
    }

    private void append(String aggregate, long sequence) {
        List<DomainEventMessage<Things.Renamed>> events = LongStream.rangeClosed(0, random.nextInt(MAX_EVENTS))
                .<DomainEventMessage<Things.Renamed>>mapToObj(i -> new GenericDomainEventMessage<>(
                        "Thing", aggregate, sequence + i, new Things.Renamed(aggregate, name)))
                .toList();
        long start = System.nanoTime();
        Told told = new Told(
                outcome(events),
                thread,
                aggregate,
                sequence,
                events.stream().map(DomainEventMessage::getIdentifier).toList());
        longestNanos = Math.max(longestNanos, System.nanoTime() - start);
        say(told.asLine());
        if (told.outcome() == Told.Outcome.STORED) {
            stored.add(told);
        }
    }

    private Told.Outcome outcome(List<DomainEventMessage<Things.Renamed>> events) {
        try {
            engine.appendEvents(events);
            return Told.Outcome.STORED;
        } catch (AggregateStreamCreationException e) {
            return Told.Outcome.CREATED_BY_ANOTHER;
        } catch (ConcurrencyException e) {
            return Told.Outcome.CHANGED_BY_ANOTHER;
        }
    }

    /** In one write, so that a line is there wholly or not at all when the process is killed. */
    private static synchronized void say(String line) {
        @SuppressWarnings("resource") // standard output stays open
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
