package io.paylog.query.projecting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What fails on this node at the moment, and how often anything has. */
final class Failures {

    /** A segment fails again at least every minute, or another node has taken it. */
    static final Duration REMEMBERED = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final String projection;
    private final Clock clock;
    private final Map<String, Failure> failing = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    private record Failure(String message, Instant time) {}

    Failures(String projection, Clock clock) {
        this.projection = projection;
        this.clock = clock;
    }

    void failed(int segment, Throwable failure) {
        failed("segment " + segment, failure);
    }

    /** @param what fails: a part of the projection, in words */
    void failed(String what, Throwable failure) {
        total.incrementAndGet();
        String message = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (failing.put(what, new Failure(message, clock.instant())) == null) {
            LOG.error(
                    "ALARM: {} of projection {} stopped; it tries again and skips nothing. {}",
                    what,
                    projection,
                    message);
        }
    }

    void succeeded(int segment) {
        succeeded("segment " + segment);
    }

    void succeeded(String what) {
        if (failing.remove(what) != null) {
            LOG.info("The {} of projection {} goes on", what, projection);
        }
    }

    /** Does the work, and tells whether it failed. */
    <T> T watch(String what, Supplier<T> work) {
        try {
            T result = work.get();
            succeeded(what);
            return result;
        } catch (RuntimeException failure) {
            failed(what, failure);
            throw failure;
        }
    }

    /** Everything is tried anew: what still fails will be told again. */
    void forget() {
        failing.clear();
    }

    Optional<String> current() {
        Instant oldest = clock.instant().minus(REMEMBERED);
        failing.values().removeIf(failure -> failure.time().isBefore(oldest));
        return failing.values().stream().map(Failure::message).findFirst();
    }

    long total() {
        return total.get();
    }
}
