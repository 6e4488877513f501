package io.paylog.command.web;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * A problem as clients see it (RFC 9457), before it is written.
 *
 * @param code stable, for programs
 * @param detail one sentence, for people
 * @param retryable whether repeating the same request may help
 */
public record Problem(HttpStatus status, String code, String detail, boolean retryable, List<FieldError> errors) {

    /**
     * What is wrong with one field.
     *
     * @param field JSON pointer into the body, or the name of a parameter
     */
    public record FieldError(String field, String message) {}

    static Problem of(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, false, List.of());
    }

    static Problem repeatable(HttpStatus status, String code, String detail) {
        return new Problem(status, code, detail, true, List.of());
    }

    static Problem invalid(List<FieldError> errors) {
        return new Problem(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", false, errors);
    }

    ProblemDetail toDetail() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        problem.setProperty("retryable", retryable);
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return problem;
    }
}
