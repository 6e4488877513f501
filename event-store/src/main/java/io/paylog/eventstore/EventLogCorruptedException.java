package io.paylog.eventstore;

/**
 * The log holds what its protocol makes impossible: a hole or an overlap of positions or sequence numbers. Somebody
 * changed it by hand, restored a part of it, or the servers lost acknowledged writes. No event after it may be read.
 */
public final class EventLogCorruptedException extends EventLogException {

    private final long expected;
    private final long found;

    private EventLogCorruptedException(String message, long expected, long found) {
        super(message, null);
        this.expected = expected;
        this.found = found;
    }

    static EventLogCorruptedException positions(long expected, long found) {
        return new EventLogCorruptedException(
                "The log is corrupted: expected a commit at position " + expected + ", found one at " + found,
                expected,
                found);
    }

    static EventLogCorruptedException sequences(String aggregateId, long expected, long found) {
        return new EventLogCorruptedException(
                "The log is corrupted: expected a commit of aggregate " + aggregateId + " at sequence " + expected
                        + ", found one at " + found,
                expected,
                found);
    }

    /** The position, or the sequence number within the aggregate, that had to come next. */
    public long expected() {
        return expected;
    }

    public long found() {
        return found;
    }

    @Override
    public boolean repeatingHelps() {
        return false;
    }
}
