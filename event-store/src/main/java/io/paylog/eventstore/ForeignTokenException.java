package io.paylog.eventstore;

/**
 * A position that was not given out by this log: of another epoch (the log was restored since) or beyond its end.
 * Reading on from it would silently miss events; what was built from it has to be rebuilt.
 */
public final class ForeignTokenException extends EventLogException {

    private ForeignTokenException(String message) {
        super(message, null);
    }

    static ForeignTokenException ofOtherEpoch(String recorded, String current) {
        return new ForeignTokenException(
                "The position is of epoch " + recorded + " of the log, which is now in epoch " + current);
    }

    static ForeignTokenException aheadOf(long head, long position) {
        return new ForeignTokenException("Position " + position + " is beyond the end of the log, " + head);
    }

    @Override
    public boolean repeatingHelps() {
        return false;
    }
}
