package io.paylog.command.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Notices that the gateway answers again after it did not for some calls in a row. Ends are told apart by a pause, so
 * that a gateway that answers now and then, or payments that never get an answer among others that do, cost at most one
 * more call for each pause and process.
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
    synchronized boolean isEndedBy(GatewayKnowledge found) {
        return switch (found) {
            case GatewayAnswer.Unresolved _ -> {
                unanswered = Math.min(unanswered + 1, CALLS);
                yield false;
            }
            // Neither silence nor what others wait for: it would be found again and again.
            case GatewayKnowledge.NeverHeardOf _ -> false;
            case GatewayAnswer.Approved _, GatewayAnswer.Declined _ -> isEnded();
        };
    }

    /** Whether the last calls were not answered. */
    synchronized boolean isOn() {
        return unanswered == CALLS;
    }

    private boolean isEnded() {
        boolean ended = unanswered == CALLS && !clock.instant().isBefore(quietUntil);
        unanswered = 0;
        if (ended) {
            quietUntil = clock.instant().plus(pause);
        }
        return ended;
    }

    /** What waits could not be tried: the next answer ends the outage once more. */
    synchronized void goesOn() {
        unanswered = CALLS;
        quietUntil = Instant.MIN;
    }
}
