package io.paylog.query.payments.listing;

import com.mongodb.MongoExecutionTimeoutException;
import io.paylog.web.ProblemAdvice;
import io.paylog.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells callers that a list cannot go on. */
@RestControllerAdvice(assignableTypes = PaymentsEndpoint.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ListingProblems {

    /** It may be quicker when the store has less to do; a narrower list is. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooCostly(MongoExecutionTimeoutException ended) {
        return ProblemAdvice.unavailable(
                "list-too-costly",
                "Reading the list, or its total, takes too long; ask for less, or again later.",
                ended);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> outrun(WalkOutrunException outrun) {
        return Problems.answer(
                outrun.underWay()
                        ? Problems.of(
                                HttpStatus.GONE,
                                "cursor-expired",
                                "Too many payments have come or changed since the list was begun; begin it again.",
                                false)
                        : Problems.of(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "projection-behind",
                                "Parts of the view are too far behind others for a list by status.",
                                true));
    }
}
