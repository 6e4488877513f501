package io.paylog.command.aggregates;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Takes snapshots on a thread of its own, one at a time for each aggregate. When too many wait, further ones are dropped:
 * a snapshot only saves time, and the next load asks again. Nothing that goes wrong here reaches a command.
 */
public final class BackgroundSnapshotter extends AggregateSnapshotter implements AutoCloseable {

    private static final Duration STOP_WAIT = Duration.ofSeconds(2);

    private final ThreadPoolExecutor executor;
    private final Counter taken;
    private final Counter failed;
    private final Counter dropped;

    /** Whether the snapshot at hand is to be stored; used by the one thread that takes them. */
    private boolean stored;

    private BackgroundSnapshotter(
            AggregateSnapshotter.Builder builder, ThreadPoolExecutor executor, MeterRegistry meters) {
        super(builder.executor(executor));
        this.executor = executor;
        taken = outcome(meters, "taken");
        failed = outcome(meters, "failed");
        dropped = outcome(meters, "dropped");
    }

    /** @param maxWaiting snapshots that wait to be taken; further ones are dropped */
    public static BackgroundSnapshotter start(
            AggregateSnapshotter.Builder builder, int maxWaiting, MeterRegistry meters) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(maxWaiting),
                Thread.ofPlatform().name("snapshots").daemon().factory());
        return new BackgroundSnapshotter(builder, executor, meters);
    }

    private static Counter outcome(MeterRegistry meters, String outcome) {
        return Counter.builder("paylog.snapshots")
                .description("Snapshots of aggregates that were asked for")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public void scheduleSnapshot(Class<?> aggregateType, String aggregateIdentifier) {
        try {
            super.scheduleSnapshot(aggregateType, aggregateIdentifier);
        } catch (RejectedExecutionException busyOrStopped) {
            dropped.increment();
        }
    }

    @Override
    protected Runnable createSnapshotterTask(Class<?> aggregateType, String aggregateIdentifier) {
        Runnable task = super.createSnapshotterTask(aggregateType, aggregateIdentifier);
        Map<String, String> context = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
        return () -> {
            MDC.setContextMap(context);
            try {
                stored = false;
                task.run();
                if (stored) {
                    taken.increment();
                }
            } catch (RuntimeException e) {
                failed.increment();
                throw e;
            } finally {
                MDC.clear();
            }
        };
    }

    /** Axon stores none that replaces a single event, which may be an older snapshot. */
    @Override
    @SuppressWarnings("rawtypes") // Axon's signature
    protected @Nullable DomainEventMessage createSnapshot(
            Class<?> aggregateType, String aggregateIdentifier, DomainEventStream eventStream) {
        long first = eventStream.peek().getSequenceNumber();
        DomainEventMessage snapshot = super.createSnapshot(aggregateType, aggregateIdentifier, eventStream);
        stored = snapshot != null && snapshot.getSequenceNumber() > first;
        return snapshot;
    }

    /** Waits for a snapshot that is being taken; those that wait are dropped. */
    @Override
    public void close() {
        executor.getQueue().clear();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
