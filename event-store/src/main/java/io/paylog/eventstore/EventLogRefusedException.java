package io.paylog.eventstore;

import org.jspecify.annotations.Nullable;

/** The servers, or how they are set up, do not allow it: rights, validation, a router in between, a wrong index. */
public sealed class EventLogRefusedException extends EventLogException permits LogBeingImportedException {

    EventLogRefusedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean repeatingHelps() {
        return false;
    }
}
