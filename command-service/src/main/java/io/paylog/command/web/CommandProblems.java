package io.paylog.command.web;

import com.mongodb.MongoException;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.command.bus.CommandOutcomeUnknownException;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.command.payments.UnknownEventException;
import io.paylog.eventstore.AppendConflictException;
import io.paylog.eventstore.AppendOverloadedException;
import io.paylog.eventstore.CommitTooLargeException;
import io.paylog.eventstore.EventLogCorruptedException;
import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.EventLogRefusedException;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.ForeignTokenException;
import io.paylog.eventstore.OutcomeUnknownException;
import io.paylog.web.BodyTooLargeException;
import io.paylog.web.FieldProblem;
import io.paylog.web.InvalidRequestException;
import io.paylog.web.ProblemAdvice;
import io.paylog.web.Problems;
import java.util.List;
import java.util.Objects;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.annotation.MessageHandlerInvocationException;
import org.axonframework.messaging.interceptors.JSR303ViolationException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
final class CommandProblems extends ProblemAdvice implements CommandFailures {

    private static final Logger LOG = LoggerFactory.getLogger(CommandProblems.class);

    @Override
    public ProblemDetail explain(RuntimeException failure) {
        return Objects.requireNonNull(failed(failure).getBody());
    }

    @Override
    @ExceptionHandler
    protected ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        return switch (failure) {
            case PaymentRefused refused -> Problems.answer(RefusalProblems.of(refused.refusal()));
            case InvalidRequestException invalid -> invalid(invalid);
            case BodyTooLargeException tooLarge -> tooLarge(tooLarge);
            case JSR303ViolationException violated -> invalid(violated);
            case AggregateNotFoundException _ ->
                Problems.answer(
                        Problems.of(HttpStatus.NOT_FOUND, "payment-not-found", "There is no such payment.", false));
            case ConflictingAggregateVersionException _ -> stale();
            case ConcurrencyException _ -> conflict();
            case AggregateStreamCreationException _ -> conflict();
            case LockAcquisitionFailedException _ ->
                unavailable(
                        "overloaded", "Earlier commands for this payment took too long; nothing was stored.", failure);
            case OverloadedException overloaded ->
                unavailable("overloaded", String.valueOf(overloaded.getMessage()), overloaded);
            case CommandOutcomeUnknownException unknown -> outcomeUnknown(unknown);
            case EventLogException log -> logFailed(log);
            case EventStoreException store when store.getCause() instanceof EventLogException log -> logFailed(log);
            case MongoException _ -> unavailable("store-unavailable", "The store does not answer.", failure);
            case MessageHandlerInvocationException handler
            when handler.getCause() instanceof UnknownEventException unknown -> outdated(unknown);
            default -> super.failed(failure);
        };
    }

    private static ResponseEntity<ProblemDetail> stale() {
        return Problems.answer(Problems.of(
                HttpStatus.PRECONDITION_FAILED,
                "stale-version",
                "The payment is at another version than the one in If-Match.",
                false));
    }

    private static ResponseEntity<ProblemDetail> conflict() {
        return Problems.answer(Problems.of(
                HttpStatus.CONFLICT,
                "concurrent-change",
                "Others keep changing this payment; nothing was stored.",
                true));
    }

    private ResponseEntity<ProblemDetail> invalid(JSR303ViolationException violated) {
        return invalid(new InvalidRequestException(violated.getViolations().stream()
                .map(violation -> new FieldProblem("/" + violation.getPropertyPath(), violation.getMessage()))
                .toList()));
    }

    /** Another node, or this one once it is up to date, can do what is asked, so repeating helps. */
    private static ResponseEntity<ProblemDetail> outdated(UnknownEventException unknown) {
        LOG.error("A payment is left alone until a newer version is deployed: {}", unknown.getMessage());
        return Problems.answer(Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "service-outdated",
                "A newer version of this service has written to the payment; nothing was stored.",
                true));
    }

    /** Names the ids, so that a request that left them out can be repeated with them. */
    private static ResponseEntity<ProblemDetail> outcomeUnknown(CommandOutcomeUnknownException unknown) {
        PaymentCommand command = unknown.command();
        ResponseEntity<ProblemDetail> answer =
                outcomeUnknown(command.paymentId().value(), unknown);
        ProblemDetail problem = Objects.requireNonNull(answer.getBody());
        problem.setProperty("id", command.paymentId().value());
        if (command instanceof RefundPayment refund) {
            problem.setProperty("refundId", refund.refundId().value());
        }
        return answer;
    }

    private static ResponseEntity<ProblemDetail> outcomeUnknown(String paymentId, RuntimeException failure) {
        return unavailable(
                "outcome-unknown",
                "It is unknown whether this was stored as part of payment " + paymentId
                        + "; repeat the request with the same ids to find out.",
                failure);
    }

    private ResponseEntity<ProblemDetail> logFailed(EventLogException failure) {
        return switch (failure) {
            case OutcomeUnknownException unknown -> outcomeUnknown(unknown.aggregateId(), failure);
            case AppendOverloadedException _ ->
                unavailable("overloaded", "More is asked than can be stored; nothing was stored.", failure);
            case EventLogUnavailableException _ ->
                unavailable("store-unavailable", "The store does not answer; nothing was stored.", failure);
            case AppendConflictException _ -> conflict();
            case EventLogRefusedException _ ->
                refusedByStore("log-refused", "The log refuses what is asked of it; nothing was stored.", failure);
            case CommitTooLargeException _, EventLogCorruptedException _, ForeignTokenException _ ->
                super.failed(failure);
        };
    }

    @Override
    protected ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
        return Problems.invalid(HttpStatus.BAD_REQUEST, List.of(UnreadableBody.explain(unreadable.getCause())));
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
