package io.paylog.eventstore;

/** More appends were waiting than the log takes on, or others won every try until the deadline: nothing was appended. */
public final class AppendOverloadedException extends EventLogException {

    AppendOverloadedException(String message) {
        super(message, null);
    }

    @Override
    public boolean repeatingHelps() {
        return true;
    }
}
