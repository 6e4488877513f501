package io.paylog.eventstore;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long ago the log was last looked at, as long as anybody in this process wants to follow it. Whoever is cut off lets
 * go of the log and opens it again now and then, and wants to follow it in between.
 */
final class TailWatch {

    /** Processors try again at least every minute. */
    static final Duration REMEMBERED = Duration.ofMinutes(3);

    private final LongSupplier nanoTime;

    // Guarded by this.
    private boolean followed;
    private boolean cutOff;
    private long triedNanos;
    private long lookedNanos;

    TailWatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Somebody opens the log, to follow it from now on. */
    synchronized void opening() {
        long now = nanoTime.getAsLong();
        if (!isWanted(now)) {
            lookedNanos = now;
        }
        cutOff = true;
        triedNanos = now;
    }

    /** Somebody follows. */
    synchronized void followed() {
        opening();
        followed = true;
    }

    /** @param healthy whether the last one who followed let go for reasons of its own, not because it was cut off */
    synchronized void left(boolean healthy) {
        followed = false;
        cutOff = !healthy;
        triedNanos = nanoTime.getAsLong();
    }

    synchronized void looked() {
        lookedNanos = nanoTime.getAsLong();
    }

    /** Seconds since the last successful look; not a number while nobody wants to follow. */
    synchronized double ageSeconds() {
        long now = nanoTime.getAsLong();
        return isWanted(now) ? (now - lookedNanos) / 1e9 : Double.NaN;
    }

    private boolean isWanted(long now) {
        return followed || (cutOff && now - triedNanos < REMEMBERED.toNanos());
    }
}
