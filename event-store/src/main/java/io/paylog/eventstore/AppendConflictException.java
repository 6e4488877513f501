package io.paylog.eventstore;

/** Another commit of the aggregate begins at this sequence number: nothing was appended. */
public final class AppendConflictException extends EventLogException {

    private final String aggregateId;
    private final long sequence;

    AppendConflictException(String aggregateId, long sequence) {
        super("Another commit of aggregate " + aggregateId + " begins at sequence " + sequence, null);
        this.aggregateId = aggregateId;
        this.sequence = sequence;
    }

    public String aggregateId() {
        return aggregateId;
    }

    public long sequence() {
        return sequence;
    }

    @Override
    public boolean repeatingHelps() {
        return true;
    }
}
