package io.paylog.web;

import java.util.List;

/** The request cannot be understood. Repeating does not help. */
public final class InvalidRequestException extends RuntimeException {

    /** A request can have more wrong parts than anybody wants to be told. */
    static final int MAX_ERRORS = 100;

    private final transient List<FieldProblem> errors;

    public InvalidRequestException(List<FieldProblem> errors) {
        super("the request is not valid");
        this.errors = errors.stream().limit(MAX_ERRORS).toList();
    }

    public static InvalidRequestException of(String field, String message) {
        return new InvalidRequestException(List.of(new FieldProblem(field, message)));
    }

    public List<FieldProblem> errors() {
        return errors;
    }
}
