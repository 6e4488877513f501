package io.paylog.query.operations;

import io.paylog.query.projecting.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;

/** Measures lag against the log itself, not against what a processor happens to have seen of it. */
final class ProjectionLags {

    private static final int READ_MILLIS = 1_000;

    private final Log log;
    private final Clock clock;

    ProjectionLags(Log log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    ProjectionLag behind(long position) {
        long head = log.head();
        if (head < position) {
            return new ProjectionLag(head, null, null);
        }
        return head == position
                ? new ProjectionLag(head, 0L, 0.0)
                : new ProjectionLag(
                        head,
                        head - position,
                        timestampAfter(position).map(this::age).orElse(null));
    }

    /** Clocks differ; nothing is younger than now. */
    private double age(Instant timestamp) {
        return Math.max(0, Duration.between(timestamp, clock.instant()).toMillis() / 1000.0);
    }

    private Optional<Instant> timestampAfter(long position) {
        try (BlockingStream<TrackedEventMessage<?>> events =
                log.messages().openStream(new GlobalSequenceTrackingToken(position))) {
            return events.hasNextAvailable(READ_MILLIS, TimeUnit.MILLISECONDS)
                    ? Optional.of(events.nextAvailable().getTimestamp())
                    : Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
