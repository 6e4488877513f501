package io.paylog.command.web;

import com.mongodb.MongoException;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.command.payments.Refusal;
import io.paylog.eventstore.AppendConflictException;
import io.paylog.eventstore.AppendOverloadedException;
import io.paylog.eventstore.CommitTooLargeException;
import io.paylog.eventstore.EventLogCorruptedException;
import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.EventLogRefusedException;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.ForeignTokenException;
import io.paylog.eventstore.OutcomeUnknownException;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.interceptors.JSR303ViolationException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
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
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** The one place where errors become problems. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> handle(InvalidRequest e) {
        return answer(Problem.invalid(e.errors()));
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(PaymentRefused e) {
        ProblemDetail detail = refused(e.refusal()).toDetail();
        if (e.refusal() instanceof Refusal.RefundExceedsRemaining exceeds) {
            detail.setProperty("remaining", exceeds.remaining());
            detail.setProperty("currency", exceeds.currency());
        }
        return ResponseEntity.of(detail).build();
    }

    private static Problem refused(Refusal refusal) {
        String message = refusal.message();
        return switch (refusal) {
            case Refusal.PaymentExists _ -> Problem.of(HttpStatus.CONFLICT, "payment-exists", message);
            case Refusal.NotRefundable _ -> Problem.of(HttpStatus.CONFLICT, "payment-not-refundable", message);
            case Refusal.RefundExceedsRemaining _ ->
                Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "refund-exceeds-remaining", message);
            case Refusal.RefundExists _ -> Problem.of(HttpStatus.CONFLICT, "refund-exists", message);
            case Refusal.UnknownRefund _ -> Problem.of(HttpStatus.NOT_FOUND, "refund-not-found", message);
            case Refusal.UnexpectedAnswer _ -> Problem.of(HttpStatus.CONFLICT, "unexpected-answer", message);
        };
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(AggregateNotFoundException e) {
        return answer(Problem.of(
                HttpStatus.NOT_FOUND, "payment-not-found", "There is no payment " + e.getAggregateIdentifier()));
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(ConflictingAggregateVersionException e) {
        return answer(Problem.of(
                HttpStatus.PRECONDITION_FAILED,
                "stale-version",
                "The payment has changed since the version in If-Match"));
    }

    @ExceptionHandler({ConcurrencyException.class, AggregateStreamCreationException.class})
    ResponseEntity<Object> handleConflict(Exception e) {
        return answer(Problem.repeatable(
                HttpStatus.CONFLICT, "concurrent-change", "Others keep changing this payment; nothing was stored"));
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(JSR303ViolationException e) {
        return answer(Problem.invalid(e.getViolations().stream()
                .map(violation -> new Problem.FieldError("/" + violation.getPropertyPath(), violation.getMessage()))
                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(EventLogException e) {
        return switch (e) {
            case OutcomeUnknownException _ ->
                unavailable(
                        e,
                        "outcome-unknown",
                        "It is unknown whether this was stored; repeat the same request to find out");
            case AppendOverloadedException _ ->
                unavailable(e, "overloaded", "More is asked than can be stored; nothing was stored");
            case EventLogUnavailableException _ ->
                unavailable(e, "store-unavailable", "The store does not answer; nothing was stored");
            case AppendConflictException _ -> handleConflict(e);
            case CommitTooLargeException _,
                    EventLogCorruptedException _,
                    EventLogRefusedException _,
                    ForeignTokenException _ -> handleUnforeseen(e);
        };
    }

    private static ResponseEntity<Object> unavailable(Exception e, String code, String detail) {
        LOG.warn("{}: {}", code, e.getMessage());
        return answer(Problem.repeatable(HttpStatus.SERVICE_UNAVAILABLE, code, detail));
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(EventStoreException e) {
        return e.getCause() instanceof EventLogException cause ? handle(cause) : handleUnforeseen(e);
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(MongoException e) {
        return unavailable(e, "store-unavailable", "The store does not answer at the moment");
    }

    @ExceptionHandler
    ResponseEntity<Object> handleUnforeseen(Exception e) {
        LOG.error("Unforeseen failure", e);
        return answer(new Problem(
                HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "Something went wrong here", true, List.of()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(Problem.invalid(List.of(UnreadableBody.explain(e))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e instanceof MethodArgumentTypeMismatchException mismatch) {
            return answer(Problem.invalid(List.of(new Problem.FieldError(mismatch.getName(), cause(mismatch)))));
        }
        HttpStatus known = HttpStatus.valueOf(status.value());
        ProblemDetail detail =
                Problem.of(known, code(known), known.getReasonPhrase()).toDetail();
        return ResponseEntity.status(known).headers(headers).body(detail);
    }

    private static String cause(MethodArgumentTypeMismatchException mismatch) {
        Throwable root = mismatch.getMostSpecificCause();
        return root instanceof IllegalArgumentException ? String.valueOf(root.getMessage()) : "has the wrong form";
    }

    private static String code(HttpStatus status) {
        return status.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static ResponseEntity<Object> answer(Problem problem) {
        return ResponseEntity.status(problem.status()).body(problem.toDetail());
    }
}
