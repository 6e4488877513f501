package io.paylog.eventstore;

import org.jspecify.annotations.Nullable;

/** The servers could not be asked. Of an append: nothing was ever sent, so nothing was appended. */
public final class EventLogUnavailableException extends EventLogException {

    public EventLogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean repeatingHelps() {
        return true;
    }
}
