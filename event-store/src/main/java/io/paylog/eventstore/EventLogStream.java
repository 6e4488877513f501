package io.paylog.eventstore;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/**
 * An endless stream of the log's events. The consumer's thread reads, one bounded batch at a time, and only when the
 * log is known to have more; so an idle stream costs nothing. One consumer at a time.
 */
final class EventLogStream implements TrackingEventStream {

    private final EventLog log;
    private final LogTail tail;
    private final LogFollower follower;
    private final Function<List<LoggedEvent>, List<? extends TrackedEventMessage<?>>> toMessages;
    private final Queue<TrackedEventMessage<?>> buffer = new ArrayDeque<>();
    private final Runnable onRound = this::onRound;
    private @Nullable EventLogCorruptedException corruption;

    // Also read by the tail's thread.
    private volatile long position;
    private volatile boolean ranDry = true;
    private volatile boolean closed;
    private volatile @Nullable Runnable onAvailable;

    EventLogStream(
            EventLog log,
            long position,
            Function<List<LoggedEvent>, List<? extends TrackedEventMessage<?>>> toMessages) {
        this.log = log;
        this.tail = log.tail();
        this.follower = log.follower();
        this.position = position;
        this.toMessages = toMessages;
        tail.follow(onRound);
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        fill();
        return Optional.ofNullable(buffer.peek());
    }

    @Override
    public boolean hasNextAvailable() {
        return fill();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        while (true) {
            long seen = tail.rounds();
            if (fill()) {
                return true;
            }
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0 || closed) {
                return false;
            }
            tail.awaitRoundAfter(seen, remaining);
        }
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS)) {
            if (closed) {
                throw new IllegalStateException("The stream is closed");
            }
        }
        return buffer.remove();
    }

    /** Whether there is something in the buffer, after reading once if there was not. */
    private boolean fill() {
        if (corruption != null) {
            throw corruption;
        }
        try {
            return fillIfEmpty();
        } catch (EventLogCorruptedException e) {
            corruption = e;
            throw e;
        }
    }

    private boolean fillIfEmpty() {
        if (!buffer.isEmpty()) {
            return true;
        }
        // Said before looking, so that what the tail learns from now on leads to a call.
        ranDry = true;
        while (!closed && log.knownHead().position() > position && read()) {
            if (!buffer.isEmpty()) {
                ranDry = false;
                return true;
            }
        }
        if (!closed) {
            tail.requireHealthy();
        }
        return false;
    }

    /** @return whether there were events; upcasters may still have removed them all */
    private boolean read() {
        log.requireNotRestored();
        List<LoggedEvent> events = readOn();
        if (events.isEmpty()) {
            return false;
        }
        buffer.addAll(toMessages.apply(events));
        position = events.getLast().position();
        return true;
    }

    private List<LoggedEvent> readOn() {
        try {
            return follower.eventsAfter(position);
        } finally {
            if (closed) {
                follower.close(); // it may have been closed before that read began
            }
        }
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        onAvailable = callback;
        if (!buffer.isEmpty() || log.knownHead().position() > position) {
            callback.run();
        }
        return true;
    }

    /** Calls a consumer that found nothing, when there is something now: events, or a failure to tell it. */
    private void onRound() {
        Runnable callback = onAvailable;
        if (callback != null && ranDry && (log.knownHead().position() > position || !tail.healthy())) {
            callback.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        tail.unfollow(onRound);
        follower.close();
    }
}
