package io.paylog.query.web;

import com.mongodb.MongoException;
import io.paylog.eventstore.EventLogException;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Makes a problem of every failure. Details of failures inside are logged and not told. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(InvalidRequestException invalid) {
        return ResponseEntity.of(Problems.invalid(HttpStatus.BAD_REQUEST, invalid.errors()))
                .build();
    }

    /** Thrown when parameters are first asked for; names are not known then. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException undecodable) {
        return invalid(InvalidRequestException.of("query", "must be percent-encoded UTF-8"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> viewsFailed(MongoException failure) {
        return storeFailed(failure);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> logFailed(EventLogException failure) {
        return storeFailed(failure);
    }

    private static ResponseEntity<ProblemDetail> storeFailed(RuntimeException failure) {
        LOG.warn("MongoDB failed: {}", failure.getMessage());
        return ResponseEntity.of(Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE, "store-unavailable", "The store does not answer.", true))
                .header(HttpHeaders.RETRY_AFTER, "1")
                .build();
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        LOG.error("A request failed", failure);
        return ResponseEntity.of(Problems.of(
                        HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "The request failed inside.", false))
                .build();
    }

    /** What Spring itself refuses: unknown paths, methods and media types. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail problem = Problems.of(status, code(status), reason(status), status.is5xxServerError());
        return super.handleExceptionInternal(failure, problem, headers, status, request);
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
}
