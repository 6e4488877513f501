package io.paylog.query.projecting;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long something that keeps coming back is left as it is before the next attempt: longer each time, up to a bound. */
final class Pauses {

    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private long pauseNanos = FIRST.toNanos();
    private boolean waiting;
    private boolean attempted;
    private long sinceNanos;
    private long attemptedAtNanos;

    /** @param nanos a clock that never goes back, of arbitrary origin */
    Pauses(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param stuck whether there is something to be waited for at the moment
     * @return whether it has been there for long enough; the next one will be given more time, unless it comes late
     */
    boolean over(boolean stuck) {
        long now = nanos.getAsLong();
        if (!stuck) {
            waiting = false;
            return false;
        }
        if (!waiting) {
            begin(now);
        }
        if (now - sinceNanos < pauseNanos) {
            return false;
        }
        pauseNanos = Math.min(2 * pauseNanos, LONGEST.toNanos());
        waiting = false;
        attempted = true;
        attemptedAtNanos = now;
        return true;
    }

    private void begin(long now) {
        waiting = true;
        sinceNanos = now;
        if (attempted && now - attemptedAtNanos > LONGEST.toNanos()) {
            pauseNanos = FIRST.toNanos();
        }
    }
}
