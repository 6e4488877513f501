package io.paylog.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The commit was sent and no majority answered before the deadline: it may be in the log, or get there yet. Safe to
 * repeat for a command that is idempotent in the aggregate or carries an expected version.
 */
public final class OutcomeUnknownException extends EventLogException {

    private final String aggregateId;
    private final long firstSequence;

    OutcomeUnknownException(String aggregateId, long firstSequence, @Nullable Throwable cause) {
        super(
                "It is unknown whether the commit of aggregate " + aggregateId + " at sequence " + firstSequence
                        + " was appended; it is safe to repeat",
                cause);
        this.aggregateId = aggregateId;
        this.firstSequence = firstSequence;
    }

    public String aggregateId() {
        return aggregateId;
    }

    public long firstSequence() {
        return firstSequence;
    }

    @Override
    public boolean repeatingHelps() {
        return true;
    }
}
