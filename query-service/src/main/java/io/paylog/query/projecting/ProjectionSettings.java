package io.paylog.query.projecting;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How projections are run.
 *
 * @param batchSize at most this many events are read, folded and written together
 * @param segments parts that a projection is made of when it first starts, each worked on by one node at a time
 * @param workers threads of this node for each projection
 * @param maxClaimedSegments segments of a projection that this node works on at most, whatever its share. By default all:
 *     a node that leaves some to others that do not exist would leave them undone
 * @param claimTimeout how long a segment stays with a node that is no longer heard of. May be short: two nodes that work
 *     on one segment waste work but do no harm
 * @param claimInterval how often segments without a node are looked for
 * @param claimExtension how often a node says that it still works on a segment, and stores the progress of an idle one;
 *     shorter than {@code claim-timeout}
 * @param heartbeatInterval how often, on average, a node shows that it is there and sees who else is; nodes that are
 *     there share the segments evenly
 * @param heartbeatTimeout how long a node may be silent before the others share without it; at least 4 intervals, or a
 *     node that is merely slow is taken for gone
 * @param stopTimeout how long a projection may take to finish its batches when it is stopped
 */
@Validated
@ConfigurationProperties("paylog.projections")
public record ProjectionSettings(
        @DefaultValue("512") @Min(1) @Max(10_000) int batchSize,
        @DefaultValue("4") @Min(1) @Max(256) int segments,
        @DefaultValue("4") @Min(1) @Max(256) int workers,
        @DefaultValue("256") @Min(1) @Max(256) int maxClaimedSegments,
        @DefaultValue("5s") @DurationMin(millis = 1) Duration claimTimeout,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration claimInterval,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration claimExtension,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration stopTimeout,
        @DefaultValue("1s") @DurationMin(millis = 2) Duration heartbeatInterval,
        @DefaultValue("4s") @DurationMin(millis = 8) Duration heartbeatTimeout) {

    /** Heartbeats are spread by half an interval each way, and a store may be slow for some. */
    private static final int LEAST_BEATS_BEFORE_GONE = 4;

    public ProjectionSettings {
        if (heartbeatTimeout.compareTo(heartbeatInterval.multipliedBy(LEAST_BEATS_BEFORE_GONE)) < 0) {
            throw new IllegalArgumentException("heartbeatTimeout must be at least " + LEAST_BEATS_BEFORE_GONE
                    + " times heartbeatInterval, or nodes that live are taken for gone");
        }
        if (claimExtension.compareTo(claimTimeout) >= 0) {
            throw new IllegalArgumentException("claimExtension must be shorter than claimTimeout, or claims are lost");
        }
    }

    /** A node that is found unchanged so often in a row has been silent for the time-out, on average. */
    int looksBeforeGone() {
        return Math.toIntExact(Math.ceilDiv(heartbeatTimeout.toMillis(), heartbeatInterval.toMillis()));
    }
}
