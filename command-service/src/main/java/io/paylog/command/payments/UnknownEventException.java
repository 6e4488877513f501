package io.paylog.command.payments;

import org.axonframework.serialization.SerializedType;

/** The log has an event that only a newer version of this service knows; nothing is decided or done without it. */
public final class UnknownEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownEventException(SerializedType type) {
        super("This version does not know the event " + type.getName() + ", revision " + type.getRevision());
    }
}
