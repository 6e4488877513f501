package io.paylog.query.payments.listing;

import com.mongodb.MongoExecutionTimeoutException;
import io.paylog.web.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells callers that a list cannot go on. */
@RestControllerAdvice(assignableTypes = PaymentsEndpoint.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ListingProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ListingProblems.class);

    /** It may be quicker when the store has less to do; a narrower list is. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooCostly(MongoExecutionTimeoutException ended) {
        LOG.warn("list-too-costly: {}", ended.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "list-too-costly",
                        "Reading the list, or its total, takes too long; ask for less, or again later.",
                        true));
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
