package io.paylog.query.web;

import com.mongodb.MongoException;
import io.paylog.eventstore.EventLogException;
import io.paylog.web.ProblemAdvice;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Makes a problem of what the stores fail to do. */
@RestControllerAdvice
final class StoreProblems extends ProblemAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> viewsFailed(MongoException failure) {
        return storeFailed(failure);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> logFailed(EventLogException failure) {
        return storeFailed(failure);
    }

    private static ResponseEntity<ProblemDetail> storeFailed(RuntimeException failure) {
        return unavailable("store-unavailable", "The store does not answer.", failure);
    }
}
