package io.paylog.command.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Notices that the gateway answers again after it did not for some calls in a row. Ends are told apart by a pause, so
 * that a gateway that answers now and then, or payments that never get an answer among others that do, at most double
 * the calls that back-off would have made.
 */
final class Outage {

    /** Fewer calls in a row without an answer are bad luck. */
    private static final int CALLS = 3;

    private final Duration pause;
    private final InstantSource clock;
    private Instant quietUntil = Instant.MIN;
    private int unanswered;

    /** @param pause between two ends, at the least */
    Outage(Duration pause, InstantSource clock) {
        this.pause = pause;
        this.clock = clock;
    }

    /** Whether what waits for the gateway should be tried now. */
    synchronized boolean isEndedBy(GatewayAnswer answer) {
        if (answer instanceof GatewayAnswer.Unresolved) {
            unanswered = Math.min(unanswered + 1, CALLS);
            return false;
        }
        boolean ended = unanswered == CALLS && !clock.instant().isBefore(quietUntil);
        unanswered = 0;
        if (ended) {
            quietUntil = clock.instant().plus(pause);
        }
        return ended;
    }
}
