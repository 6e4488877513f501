package io.paylog.command.web;

import java.util.List;

/** A request that cannot be understood; every field that is wrong is named. */
public final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem.FieldError> errors;

    InvalidRequest(List<Problem.FieldError> errors) {
        super("invalid request");
        this.errors = List.copyOf(errors);
    }

    List<Problem.FieldError> errors() {
        return errors;
    }
}
