package io.paylog.eventstore;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** What one test of a contract opens at one place, each log as if by another process, and closes at its end. */
final class ContractLogs implements AutoCloseable {

    private final LogUnderTest place;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    ContractLogs(LogUnderTest place) {
        this.place = place;
    }

    EventLogSettings settings() {
        return place.settings();
    }

    Duration patience() {
        return place.patience();
    }

    EventLog open() {
        return open(settings());
    }

    EventLog open(EventLogSettings settings) {
        return open(place.open(settings), settings);
    }

    private EventLog open(LogStore store, EventLogSettings settings) {
        return closing(EventLog.open(store, settings, WakeUp.none(), new SimpleMeterRegistry()));
    }

    /** Its appends go wrong as its store is told; all else is well. */
    FaultyLog openFaulty(EventLogSettings settings) {
        LogStore store = place.open(settings);
        FaultyStore faulty = new FaultyStore(store.commits());
        return new FaultyLog(open(Interposed.before(store, faulty), settings), faulty);
    }

    record FaultyLog(EventLog log, FaultyStore store) {}

    /** The store without a log before it. */
    LogStore store() {
        return closing(place.open(settings()));
    }

    void changeEpoch() {
        place.changeEpoch();
    }

    BlockingStream<TrackedEventMessage<?>> stream(EventLog log, @Nullable TrackingToken after) {
        return closing(Streams.open(log, after));
    }

    /** The whole log, as a process reads it that has just been started. */
    List<LoggedEvent> everything() {
        EventLog log = open();
        return Stream.iterate(
                        log.eventsAfter(0),
                        batch -> !batch.isEmpty(),
                        batch -> log.eventsAfter(batch.getLast().position()))
                .flatMap(List::stream)
                .toList();
    }

    <T extends AutoCloseable> T closing(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    @Override
    public void close() {
        synchronized (open) {
            while (!open.isEmpty()) {
                closeNow(open.pop());
            }
        }
        place.close();
    }

    private static void closeNow(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
