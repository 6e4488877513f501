package io.paylog.query.projecting;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What fails on this node at the moment, and how often anything has. */
final class Failures {

    /** A segment fails again at least every minute, or another node has taken it and does not get on either. */
    static final Duration REMEMBERED = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final String projection;
    private final Clock clock;
    private final Map<String, Failure> failing = new ConcurrentHashMap<>();
    private final AtomicLong total = new AtomicLong();

    /** @param segment absent: of none in particular */
    private record Failure(
            String message, Instant time, @Nullable Integer segment, long position, boolean told) {}

    Failures(String projection, Clock clock) {
        this.projection = projection;
        this.clock = clock;
    }

    /** @param position of the last event that it failed with */
    void failed(int segment, long position, Throwable failure) {
        failed(nameOf(segment), segment, position, failure);
    }

    private static String nameOf(int segment) {
        return "segment " + segment;
    }

    /** @param position of the progress that could not be stored */
    void notStored(int segment, long position, Throwable failure) {
        failed(storingOf(segment), segment, position, failure);
    }

    private static String storingOf(int segment) {
        return "storing of progress of segment " + segment;
    }

    /** @param what fails: a part of the projection, in words */
    private void failed(String what, Throwable failure) {
        failed(what, null, 0, failure);
    }

    private synchronized void failed(String what, @Nullable Integer segment, long position, Throwable failure) {
        total.incrementAndGet();
        forgetOld();
        String message = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        Failure before = failing.get(what);
        boolean told = before != null && before.told();
        boolean toTell =
                !told && (!isOfStore(failure) || failing.values().stream().noneMatch(Failure::told));
        failing.put(what, new Failure(message, clock.instant(), segment, position, told || toTell));
        if (toTell) {
            LOG.error(
                    "ALARM: {} of projection {} stopped; it tries again and skips nothing. {}",
                    what,
                    projection,
                    message);
        }
    }

    /** Everything fails then, and it is enough that one part of it says so for as long as it fails. */
    private static boolean isOfStore(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(MongoException.class::isInstance);
    }

    void succeeded(int segment) {
        succeeded(nameOf(segment));
    }

    void stored(int segment) {
        succeeded(storingOf(segment));
    }

    /** Another node has brought the segment to this position: what failed up to there is no longer this node's problem. */
    void passed(int segment, long position) {
        failing.values()
                .removeIf(failure -> Objects.equals(failure.segment(), segment) && failure.position() <= position);
    }

    private void succeeded(String what) {
        Failure past = failing.remove(what);
        if (past != null && past.told()) {
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
        forgetOld();
        return failing.values().stream().map(Failure::message).findFirst();
    }

    private void forgetOld() {
        Instant oldest = clock.instant().minus(REMEMBERED);
        failing.values().removeIf(failure -> failure.time().isBefore(oldest));
    }

    long total() {
        return total.get();
    }
}
