package io.paylog.eventstore;

import org.jspecify.annotations.Nullable;

/** Why the event log did not do as asked. */
public abstract sealed class EventLogException extends RuntimeException
        permits AppendConflictException,
                AppendOverloadedException,
                CommitTooLargeException,
                EventLogCorruptedException,
                EventLogRefusedException,
                EventLogUnavailableException,
                ForeignTokenException,
                OutcomeUnknownException {

    EventLogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether the same request may succeed when it is repeated; for a conflict, after loading the aggregate again. */
    public abstract boolean repeatingHelps();
}
