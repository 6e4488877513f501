package io.paylog.query.testing;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.query.projecting.Log;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** A log in memory, for what cannot be made to happen in a real one. */
public final class TestLog implements Log, StreamableMessageSource<TrackedEventMessage<?>> {

    private final List<TrackedEventMessage<?>> events = new CopyOnWriteArrayList<>();
    private final List<Long> hints = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private volatile boolean unreadable;
    private volatile boolean silent;
    private volatile int shown = Integer.MAX_VALUE;
    private volatile String epoch = "epoch-1";

    public void epoch(String other) {
        epoch = other;
    }

    /** @return the position of the event */
    public long append(PaymentEvent event, Instant timestamp) {
        return append(event.paymentId().value(), event, timestamp);
    }

    public long append(String aggregate, Object payload, Instant timestamp) {
        return append(aggregate, new GenericMessage<>(payload, MetaData.emptyInstance()), timestamp);
    }

    public synchronized long append(String aggregate, Message<Object> message, Instant timestamp) {
        long position = events.size() + 1L;
        long sequence = sequences.merge(aggregate, 1L, Long::sum) - 1;
        events.add(new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(position), "Payment", aggregate, sequence, message, () -> timestamp));
        listeners.forEach(Runnable::run);
        return position;
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public long head() {
        return events.size();
    }

    @Override
    public void hint(long position) {
        hints.add(position);
    }

    /** Positions that somebody has said to be there. */
    public List<Long> hints() {
        return hints;
    }

    @Override
    public StreamableMessageSource<TrackedEventMessage<?>> messages() {
        return this;
    }

    public void unreadable(boolean now) {
        unreadable = now;
    }

    /** Whether streams show nothing, as they do while their first read takes too long. */
    public void silent(boolean now) {
        silent = now;
    }

    /** Position of the last event that streams show, as if it took them long to read those behind it. */
    public void showUpTo(long position) {
        shown = Math.toIntExact(position);
        listeners.forEach(Runnable::run);
    }

    @Override
    public TestLogStream openStream(@Nullable TrackingToken token) {
        if (unreadable) {
            throw new IllegalStateException("the log cannot be read");
        }
        if (silent) {
            return new TestLogStream(List.of(), () -> 0, listeners, 0);
        }
        int next = token == null ? 0 : Math.toIntExact(token.position().orElseThrow());
        return new TestLogStream(events, () -> shown, listeners, next);
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }
}
