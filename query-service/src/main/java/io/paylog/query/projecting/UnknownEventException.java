package io.paylog.query.projecting;

/** The log has an event that this version of the program does not know. Repeating does not help; a newer version does. */
public final class UnknownEventException extends RuntimeException {

    private final long position;

    UnknownEventException(long position, String type) {
        super("the event at position " + position + " is of type " + type
                + ", which this version does not know; a newer version has to be deployed");
        this.position = position;
    }

    public long position() {
        return position;
    }
}
