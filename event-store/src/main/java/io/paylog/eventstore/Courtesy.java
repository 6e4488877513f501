package io.paylog.eventstore;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets others go first after each win, while there are others. The winner knows the head before all others do; if it went
 * on at once, a loser, who has to ask twice before it may try again, would come too late each time. Of one thread at a time.
 */
final class Courtesy {

    /** An insert that took longer met trouble, and tells nothing of what others need. */
    private static final long MAX_ROUND_TRIP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Rivals rivals;
    private final Runnable yielding;
    private boolean owing;
    private long dueNanos;

    /** @param yielding called each time that way is given */
    Courtesy(Rivals rivals, Runnable yielding) {
        this.rivals = rivals;
        this.yielding = yielding;
    }

    void sending() {
        rivals.noteAppending();
    }

    /** @param roundTripNanos how long the insert took */
    void won(long roundTripNanos) {
        owing = rivals.areAppending();
        // One to two round trips: chance breaks the step of processes that would always come in the same order.
        long roundTrip = Math.clamp(roundTripNanos, 1, MAX_ROUND_TRIP_NANOS);
        dueNanos = System.nanoTime() + roundTrip + ThreadLocalRandom.current().nextLong(roundTrip);
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
            LockSupport.parkNanos(this, remainingNanos());
        }
        return true;
    }

    private long remainingNanos() {
        return dueNanos - System.nanoTime();
    }
}
