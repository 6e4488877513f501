package io.paylog.command.bus;

import io.paylog.api.payments.PaymentCommand;
import io.paylog.eventstore.OutcomeUnknownException;

/** It is unknown whether a command was executed. Sending the same one again, with the same ids, is safe and finds out. */
public final class CommandOutcomeUnknownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PaymentCommand command;

    CommandOutcomeUnknownException(PaymentCommand command, OutcomeUnknownException cause) {
        super(cause.getMessage(), cause);
        this.command = command;
    }

    public PaymentCommand command() {
        return command;
    }
}
