package io.paylog.query.projecting;

/** An event cannot follow on the document that it concerns. Repeating does not help. */
public final class EventRefusedException extends RuntimeException {

    private final long position;

    EventRefusedException(long position, RuntimeException cause) {
        super("the event at position " + position + " cannot be applied: " + cause.getMessage(), cause);
        this.position = position;
    }

    public long position() {
        return position;
    }
}
