package io.paylog.web;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Makes a problem of what can fail in any service; each service adds what only it knows. Details of failures inside are
 * logged and not told.
 */
public abstract class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    /** While a store is away, every request fails the same way. */
    private static final SeldomLog UNAVAILABLE = SeldomLog.everyMinute();

    @ExceptionHandler
    protected ResponseEntity<ProblemDetail> invalid(InvalidRequestException invalid) {
        return Problems.answer(Problems.invalid(HttpStatus.BAD_REQUEST, invalid.errors()));
    }

    /** Thrown when parameters are first asked for; names are not known then. */
    @ExceptionHandler
    protected ResponseEntity<ProblemDetail> undecodable(InvalidParameterException undecodable) {
        return invalid(InvalidRequestException.of(
                "query", "must be at most 1000 pairs of name=value, percent-encoded as UTF-8"));
    }

    @ExceptionHandler
    protected ResponseEntity<ProblemDetail> tooLarge(BodyTooLargeException tooLarge) {
        return Problems.answer(Problems.of(HttpStatus.CONTENT_TOO_LARGE));
    }

    @ExceptionHandler
    protected ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        LOG.error("A request failed", failure);
        return Problems.answer(
                Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "The request failed inside.", false));
    }

    /** The store that a request needs did not do as asked; repeating helps once it is back. */
    public static ResponseEntity<ProblemDetail> unavailable(String code, String detail, Exception failure) {
        UNAVAILABLE.warn(LOG, code, "A request is answered 503 " + code, failure.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, code, detail, true));
    }

    /** The store that a request needs refuses it, as it will again until somebody has changed it. */
    public static ResponseEntity<ProblemDetail> refusedByStore(String code, String detail, Exception failure) {
        UNAVAILABLE.warn(LOG, code, "A request is answered 503 " + code, failure.getMessage());
        return Problems.answer(Problems.of(HttpStatus.SERVICE_UNAVAILABLE, code, detail, false));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return unreadable.contains(BodyTooLargeException.class)
                ? handleExceptionInternal(unreadable, null, headers, HttpStatus.CONTENT_TOO_LARGE, request)
                : handleExceptionInternal(unreadable, unreadable(unreadable), headers, status, request);
    }

    /** What is wrong with a body that is not what an endpoint reads. */
    protected @Nullable ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        return null;
    }

    /**
     * What Spring itself refuses: unknown paths, methods and media types. There is nothing to say where the web server has
     * answered already, as it does when a body does not come as announced.
     */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (request instanceof ServletWebRequest web
                && web.getResponse() != null
                && web.getResponse().isCommitted()) {
            return null;
        }
        ProblemDetail problem =
                body instanceof ProblemDetail known && failure instanceof HttpMessageNotReadableException
                        ? known
                        : Problems.of(status);
        return super.handleExceptionInternal(failure, problem, headers, status, request);
    }
}
