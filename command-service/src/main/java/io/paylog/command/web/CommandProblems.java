package io.paylog.command.web;

import com.mongodb.MongoException;
import io.paylog.eventstore.AppendConflictException;
import io.paylog.eventstore.AppendOverloadedException;
import io.paylog.eventstore.CommitTooLargeException;
import io.paylog.eventstore.EventLogCorruptedException;
import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.EventLogRefusedException;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.ForeignTokenException;
import io.paylog.eventstore.OutcomeUnknownException;
import io.paylog.web.FieldProblem;
import io.paylog.web.InvalidRequestException;
import io.paylog.web.ProblemAdvice;
import io.paylog.web.Problems;
import java.util.List;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.interceptors.JSR303ViolationException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/** Makes a problem of whatever keeps a command from being executed. */
@RestControllerAdvice
final class CommandProblems extends ProblemAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notFound(AggregateNotFoundException notFound) {
        return Problems.answer(
                Problems.of(HttpStatus.NOT_FOUND, "payment-not-found", "There is no such payment.", false));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stale(ConflictingAggregateVersionException stale) {
        return Problems.answer(Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "stale-version",
                "The payment has changed since the version in If-Match.",
                false));
    }

    @ExceptionHandler({ConcurrencyException.class, AggregateStreamCreationException.class})
    ResponseEntity<ProblemDetail> conflict() {
        return Problems.answer(Problems.of(
                HttpStatus.CONFLICT,
                "concurrent-change",
                "Others keep changing this payment; nothing was stored.",
                true));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooManyAtOnce(LockAcquisitionFailedException failure) {
        return unavailable(
                "overloaded", "More is asked of this payment than can be done; nothing was stored.", failure);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalid(JSR303ViolationException invalid) {
        return invalid(new InvalidRequestException(invalid.getViolations().stream()
                .map(violation -> new FieldProblem("/" + violation.getPropertyPath(), violation.getMessage()))
                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeFailed(MongoException failure) {
        return unavailable("store-unavailable", "The store does not answer.", failure);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> logFailed(EventStoreException failure) {
        return failure.getCause() instanceof EventLogException cause ? logFailed(cause) : failed(failure);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> logFailed(EventLogException failure) {
        return switch (failure) {
            case OutcomeUnknownException unknown ->
                unavailable(
                        "outcome-unknown",
                        "It is unknown whether this was stored as part of payment " + unknown.aggregateId()
                                + "; repeat the request with the same ids to find out.",
                        failure);
            case AppendOverloadedException _ ->
                unavailable("overloaded", "More is asked than can be stored; nothing was stored.", failure);
            case EventLogUnavailableException _ ->
                unavailable("store-unavailable", "The store does not answer; nothing was stored.", failure);
            case AppendConflictException _ -> conflict();
            case CommitTooLargeException _,
                    EventLogCorruptedException _,
                    EventLogRefusedException _,
                    ForeignTokenException _ -> failed(failure);
        };
    }

    @Override
    protected ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        return Problems.invalid(HttpStatus.BAD_REQUEST, List.of(UnreadableBody.explain(unreadable)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String message = mismatch.getMostSpecificCause() instanceof IllegalArgumentException cause
                ? String.valueOf(cause.getMessage())
                : "has the wrong form";
        return asObject(invalid(InvalidRequestException.of(String.valueOf(mismatch.getPropertyName()), message)));
    }

    private static ResponseEntity<Object> asObject(ResponseEntity<ProblemDetail> answer) {
        return ResponseEntity.status(answer.getStatusCode()).body(answer.getBody());
    }
}
