package io.paylog.query.testing;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Reads a {@link TestLog}. */
final class TestLogStream implements BlockingStream<TrackedEventMessage<?>> {

    private final List<TrackedEventMessage<?>> events;
    private final IntSupplier shown;
    private final List<Runnable> listeners;
    private int next;
    private Runnable listener = () -> {};

    /** @param shown how many of the events are shown */
    TestLogStream(List<TrackedEventMessage<?>> events, IntSupplier shown, List<Runnable> listeners, int next) {
        this.events = events;
        this.shown = shown;
        this.listeners = listeners;
        this.next = next;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return isNextShown() ? Optional.of(events.get(next)) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
        return isNextShown();
    }

    private boolean isNextShown() {
        return next < Math.min(events.size(), shown.getAsInt());
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
        return events.get(next++);
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        listeners.remove(listener);
        listener = callback;
        listeners.add(callback);
        return true;
    }

    @Override
    public void close() {
        listeners.remove(listener);
    }
}
