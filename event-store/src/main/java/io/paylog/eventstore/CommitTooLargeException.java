package io.paylog.eventstore;

/** A commit is larger than the configured bounds; it was not sent. */
public final class CommitTooLargeException extends EventLogException {

    private final String aggregateId;

    CommitTooLargeException(String aggregateId, long actual, long bound, String unit) {
        super(
                "A commit of aggregate " + aggregateId + " has " + actual + " " + unit + ", at most " + bound
                        + " are allowed",
                null);
        this.aggregateId = aggregateId;
    }

    public String aggregateId() {
        return aggregateId;
    }

    @Override
    public boolean repeatingHelps() {
        return false;
    }
}
