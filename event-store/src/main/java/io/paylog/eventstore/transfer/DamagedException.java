package io.paylog.eventstore.transfer;

import org.jspecify.annotations.Nullable;

/** A file, or the log, does not hold what it should. */
public final class DamagedException extends RuntimeException {

    DamagedException(String message) {
        this(message, null);
    }

    DamagedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
