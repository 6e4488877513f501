package io.paylog.query.consistency;

import io.paylog.query.projecting.ViewUnavailableException;
import io.paylog.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells callers that a view is not as new as they need, or not there. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class FreshnessProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> behind(ProjectionBehindException behind) {
        ProblemDetail problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE, "projection-behind", "The view is older than required.", true);
        problem.setProperty("projection", behind.projection());
        problem.setProperty("requiredPosition", behind.required());
        problem.setProperty("position", behind.position());
        problem.setProperty("eventsBehind", behind.required() - behind.position());
        return ResponseEntity.of(problem)
                .headers(headers -> {
                    headers.set(FreshnessHeaders.POSITION, Long.toString(behind.position()));
                    headers.set(HttpHeaders.RETRY_AFTER, "1");
                })
                .build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(ViewUnavailableException unavailable) {
        return ResponseEntity.of(Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "view-unavailable",
                        "The view cannot be served.",
                        unavailable.retryable()))
                .build();
    }
}
