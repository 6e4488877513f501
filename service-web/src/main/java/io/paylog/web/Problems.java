package io.paylog.web;

import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Makes the one form that errors have: RFC 9457 with a stable code, and whether repeating helps. */
public final class Problems {

    private Problems() {}

    /** @param code stable, for programs */
    public static ProblemDetail of(HttpStatusCode status, String code, String detail, boolean retryable) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        problem.setProperty("retryable", retryable);
        return problem;
    }

    /** The answer that carries a problem. */
    public static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.of(problem).build();
    }

    /** @param errors name each parameter or header that is wrong */
    public static ProblemDetail invalid(HttpStatusCode status, List<FieldProblem> errors) {
        ProblemDetail problem = of(status, "invalid-request", "The request is not valid.", false);
        problem.setProperty("errors", errors);
        return problem;
    }
}
