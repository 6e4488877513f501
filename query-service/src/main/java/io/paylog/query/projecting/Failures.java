package io.paylog.query.projecting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which segments fail on this node at the moment, and how often any has. */
final class Failures {

    /** A segment fails again at least every minute, or another node has taken it. */
    static final Duration REMEMBERED = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final String projection;
    private final Clock clock;
    private final Map<Integer, Failure> failing = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    private record Failure(String message, Instant time) {}

    Failures(String projection, Clock clock) {
        this.projection = projection;
        this.clock = clock;
    }

    void failed(int segment, RuntimeException failure) {
        total.incrementAndGet();
        String message = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        if (failing.put(segment, new Failure(message, clock.instant())) == null) {
            LOG.error(
                    "ALARM: segment {} of projection {} stopped; it tries again and skips nothing. {}",
                    segment,
                    projection,
                    message);
        }
    }

    void succeeded(int segment) {
        if (failing.remove(segment) != null) {
            LOG.info("Segment {} of projection {} goes on", segment, projection);
        }
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
