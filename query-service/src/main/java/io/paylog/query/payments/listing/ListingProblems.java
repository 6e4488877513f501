package io.paylog.query.payments.listing;

import io.paylog.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells callers that a list cannot go on. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ListingProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> outrun(WalkOutrunException outrun) {
        return Problems.answer(
                outrun.underWay()
                        ? Problems.of(
                                HttpStatus.GONE,
                                "cursor-expired",
                                "Too many payments have changed since the list was begun; begin it again.",
                                false)
                        : Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "projection-behind",
                                "Parts of the view are too far behind others for a list by status.",
                                true));
    }
}
