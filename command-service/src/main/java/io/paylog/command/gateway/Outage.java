package io.paylog.command.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Notices that the gateway gives no answers, and that it answers again after it did not for some calls in a row. Outages
 * are told apart by a pause, so that a gateway that answers now and then, or payments that never get an answer among others
 * that do, cost at most one more call, and one beginning and one end to tell, for each pause and process.
 */
final class Outage {

    /** Fewer calls in a row without an answer are bad luck. */
    private static final int CALLS = 3;

    private final Duration pause;
    private final InstantSource clock;
    private Instant quietUntil = Instant.MIN;
    private int unanswered;
    private boolean begun;

    /** What a call has changed; each end follows a beginning. */
    enum Change {
        NONE,
        BEGAN,
        /** What waits for the gateway should be tried now. */
        ENDED
    }

    /** @param pause between an end and the next beginning, at the least */
    Outage(Duration pause, InstantSource clock) {
        this.pause = pause;
        this.clock = clock;
    }

    synchronized Change after(GatewayKnowledge found) {
        return switch (found) {
            case GatewayAnswer.Unresolved _ -> unanswered();
            // Neither silence nor what others wait for: it would be found again and again.
            case GatewayKnowledge.NeverHeardOf _ -> Change.NONE;
            case GatewayAnswer.Approved _, GatewayAnswer.Declined _ -> answered();
        };
    }

    private Change unanswered() {
        unanswered = Math.min(unanswered + 1, CALLS);
        if (begun || unanswered < CALLS || clock.instant().isBefore(quietUntil)) {
            return Change.NONE;
        }
        begun = true;
        return Change.BEGAN;
    }

    private Change answered() {
        unanswered = 0;
        if (!begun) {
            return Change.NONE;
        }
        begun = false;
        quietUntil = clock.instant().plus(pause);
        return Change.ENDED;
    }

    /** Whether the last calls were not answered, or what waits for the end of that could not be tried yet. */
    synchronized boolean isOn() {
        return begun || unanswered == CALLS;
    }

    /** What waits could not be tried: the next answer ends the outage once more. */
    synchronized void goesOn() {
        begun = true;
    }
}
