package io.paylog.web;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Lets one log line of a kind through in a while, so that what fails for every request is not told with every request. */
public final class SeldomLog {

    private final long pauseNanos;
    private final LongSupplier nanoTime;

    /** The kinds are few: each is a constant of the code. */
    private final Map<String, Line> last = new ConcurrentHashMap<>();

    /** @param due how many were left out before this one; empty: this one is left out too */
    private record Line(long nanos, long leftOut, OptionalLong due) {}

    /** One line of a kind a minute. */
    public static SeldomLog everyMinute() {
        return new SeldomLog(Duration.ofMinutes(1), System::nanoTime);
    }

    /** @param nanoTime as {@link System#nanoTime()} */
    SeldomLog(Duration pause, LongSupplier nanoTime) {
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Warns of a kind of failure if a line is due, and says how many were left out; those are there at debug level. */
    public void warn(Logger log, String kind, String what, @Nullable String why) {
        due(kind)
                .ifPresentOrElse(
                        leftOut -> log.warn("{}, as were {} since the last such line: {}", what, leftOut, why),
                        () -> log.debug("{}: {}", what, why));
    }

    /** How many lines were left out since the last one, if one is due now; else this one is left out too. */
    OptionalLong due(String kind) {
        long now = nanoTime.getAsLong();
        return last.compute(kind, (_, before) -> {
                    if (before == null) {
                        return new Line(now, 0, OptionalLong.of(0));
                    }
                    return now - before.nanos() < pauseNanos
                            ? new Line(before.nanos(), before.leftOut() + 1, OptionalLong.empty())
                            : new Line(now, 0, OptionalLong.of(before.leftOut()));
                })
                .due();
    }
}
