package io.paylog.web;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Makes the one form that errors have: RFC 9457 with a stable code, and whether repeating helps. */
public final class Problems {

    private static final Set<HttpStatusCode> UNSUPPORTED =
            Set.of(HttpStatus.NOT_IMPLEMENTED, HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

    private Problems() {}

    /** @param code stable, for programs */
    public static ProblemDetail of(HttpStatusCode status, String code, String detail, boolean retryable) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("code", code);
        problem.setProperty("retryable", retryable);
        return problem;
    }

    /** What there is to say when only the status is known. */
    static ProblemDetail of(HttpStatusCode status) {
        return of(status, code(status), reason(status), helpsToRepeat(status));
    }

    static String code(HttpStatusCode status) {
        return status.value() == HttpStatus.BAD_REQUEST.value()
                ? "invalid-request"
                : reason(status).toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    static String reason(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        return known == null ? "Error" : known.getReasonPhrase();
    }

    /** What a server does not implement, it does not implement the next time either. */
    static boolean helpsToRepeat(HttpStatusCode status) {
        return status.is5xxServerError() && !UNSUPPORTED.contains(status);
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
