package io.paylog.eventstore;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets others go first after each win, while there are others. The winner knows the head before all others do; if it went
 * on at once, a loser, who has to ask twice before it may try again, would come too late each time. Of one thread at a time.
 */
final class Courtesy {

    /** An insert that took longer met trouble, and tells nothing of what others need. */
    private static final long MAX_ROUND_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Rivals rivals;
    private final Runnable yielding;
    private final LongSupplier nanoTime;
    private final LongConsumer pauseNanos;
    private boolean owing;
    private long sentNanos;
    private long dueNanos;

    /** @param yielding called each time that way is given */
    Courtesy(Rivals rivals, Runnable yielding) {
        this(rivals, yielding, System::nanoTime, LockSupport::parkNanos);
    }

    Courtesy(Rivals rivals, Runnable yielding, LongSupplier nanoTime, LongConsumer pauseNanos) {
        this.rivals = rivals;
        this.yielding = yielding;
        this.nanoTime = nanoTime;
        this.pauseNanos = pauseNanos;
    }

    void sending() {
        rivals.noteAppending();
        sentNanos = nanoTime.getAsLong();
    }

    /** What was sent last landed. */
    void won() {
        owing = rivals.areAppending();
        // One to two round trips: chance breaks the step of processes that would always come in the same order.
        long now = nanoTime.getAsLong();
        long roundTrip = Math.clamp(now - sentNanos, 1, MAX_ROUND_TRIP_NANOS);
        dueNanos = now + roundTrip + ThreadLocalRandom.current().nextLong(roundTrip);
    }

    /** What was sent last came too late. */
    void lost() {
        rivals.noteLost();
    }

    /**
     * Waits if the last win was a moment ago.
     *
     * @return whether it did: others may have moved the head
     */
    boolean giveTurn() {
        if (!owing) {
            return false;
        }
        owing = false;
        if (remainingNanos() <= 0) {
            return false;
        }
        yielding.run();
        while (remainingNanos() > 0 && !Thread.currentThread().isInterrupted()) {
            pauseNanos.accept(remainingNanos());
        }
        return true;
    }

    private long remainingNanos() {
        return dueNanos - nanoTime.getAsLong();
    }
}
