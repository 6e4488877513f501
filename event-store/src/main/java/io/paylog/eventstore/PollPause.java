package io.paylog.eventstore;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long the log is left alone between two looks that nobody asked for: short, unless nothing has happened for a while
 * and whatever happens next will be announced. That is believed as long as the channel of announcements is open and all
 * that looks have found so far was announced: a writer that cannot announce is found out by the first event of it.
 */
final class PollPause {

    /** Announcements are slower than looks now and then; and what has happened just now is likely to go on. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long shortestNanos;
    private final long longestNanos;
    private final BooleanSupplier channelOpen;
    private final LongSupplier clock;
    private final AtomicLong announcedUpTo = new AtomicLong();
    private volatile long activeAtNanos;

    // Of the thread that looks.
    private long head;
    private long announcedBefore;
    private boolean wasOpen;

    /**
     * @param channelOpen whether announcements of other processes reach this one at the moment
     * @param clock in nanoseconds of arbitrary origin; never goes back
     */
    PollPause(Duration shortest, Duration longest, BooleanSupplier channelOpen, LongSupplier clock) {
        this.shortestNanos = shortest.toNanos();
        this.longestNanos = longest.toNanos();
        this.channelOpen = channelOpen;
        this.clock = clock;
        this.activeAtNanos = clock.getAsLong();
    }

    /** Somebody who appended says how far the log reaches. Called by any thread. */
    void announced(long position) {
        announcedUpTo.accumulateAndGet(position, Math::max);
    }

    /** Something is about to happen, or is expected to. Called by any thread. */
    void active() {
        activeAtNanos = clock.getAsLong();
    }

    void looking() {
        announcedBefore = announcedUpTo.get();
    }

    /** @param found position of the last event */
    void looked(long found) {
        if (found > head) {
            head = found;
            active();
        }
        if (!wasOpen) {
            // Nobody could tell of it.
            announced(head);
        } else if (announcedBefore > head) {
            // Not true, so it says nothing of what will be there; unless another has come meanwhile.
            announcedUpTo.compareAndSet(announcedBefore, head);
        }
        wasOpen = channelOpen.getAsBoolean();
    }

    long pauseNanos() {
        boolean quiet = clock.getAsLong() - activeAtNanos >= QUIET_NANOS;
        return quiet && wasOpen && channelOpen.getAsBoolean() && announcedUpTo.get() >= head
                ? longestNanos
                : shortestNanos;
    }

    long shortestNanos() {
        return shortestNanos;
    }
}
