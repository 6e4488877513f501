package io.paylog.command.payments;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.DescriptionPatch;
import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.CompleteRefund;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentCommand.FailRefund;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import io.paylog.api.payments.PaymentEvent.PaymentDeleted;
import io.paylog.api.payments.PaymentEvent.PaymentFailed;
import io.paylog.api.payments.PaymentEvent.PaymentProcessed;
import io.paylog.api.payments.PaymentEvent.PaymentRefunded;
import io.paylog.api.payments.PaymentEvent.PaymentRetried;
import io.paylog.api.payments.PaymentEvent.PaymentUpdated;
import io.paylog.api.payments.PaymentEvent.RefundFailed;
import io.paylog.api.payments.PaymentEvent.RefundRequested;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentStatus;
import java.time.Instant;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.conflictresolution.ConflictResolver;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A payment from its creation to its last refund. Handlers decide; {@code on} methods only assign. A repeated command
 * with the same content is answered without a new event. The fields are what a snapshot holds, see
 * {@link PaymentSnapshots}.
 */
@Aggregate(type = "payment")
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE,
        setterVisibility = Visibility.NONE)
@SuppressWarnings("NullAway.Init") // the first event assigns what is not nullable
class Payment {

    @AggregateIdentifier
    private PaymentId id;

    private @Nullable PaymentCreated origin;
    private Instant createdAt;
    private PaymentStatus status;
    private Attempts attempts = new Attempts();
    private Description description;
    private @Nullable String deletionReason;
    private @Nullable PaymentProcessed charge;
    private Instant processedAt;
    private Refunds refunds = new Refunds();

    Payment() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Written handle(ProcessPayment command) {
        PaymentCreated created = new PaymentCreated(
                command.paymentId(),
                command.billing(),
                command.money(),
                command.paymentMethod(),
                command.description(),
                1,
                PaymentStatus.PROCESSING);
        if (origin == null) {
            apply(created);
        } else if (!created.equals(origin)) {
            throw new PaymentRefused(new Refusal.PaymentExists(id));
        }
        return written();
    }

    @CommandHandler
    Written handle(CompletePayment command) {
        if (isAwaitingAnswerTo(command.attempt())) {
            apply(new PaymentProcessed(
                    id,
                    origin().billing(),
                    origin().money(),
                    attempts.last(),
                    command.gatewayReference(),
                    status,
                    PaymentStatus.COMPLETED,
                    createdAt));
        } else if (!isChargedAs(command)) {
            throw unexpectedAnswer(command.attempt());
        }
        return written();
    }

    @CommandHandler
    Written handle(FailPayment command) {
        if (isAwaitingAnswerTo(command.attempt())) {
            apply(new PaymentFailed(
                    id,
                    origin().billing(),
                    origin().money(),
                    attempts.last(),
                    command.failure(),
                    status,
                    PaymentStatus.FAILED,
                    createdAt));
        } else if (!attempts.hasFailed(command.attempt(), command.failure())) {
            throw unexpectedAnswer(command.attempt());
        }
        return written();
    }

    @CommandHandler
    Written handle(RetryPayment command, ConflictResolver conflicts) {
        if (attempts.isRepeat(command)) {
            conflicts.detectConflicts(events -> false);
        } else {
            apply(new PaymentRetried(
                    id,
                    origin().billing(),
                    origin().money(),
                    attempts.next(command, status),
                    attempts.methodOf(command),
                    status,
                    PaymentStatus.PROCESSING,
                    createdAt));
        }
        return written();
    }

    @CommandHandler
    Written handle(UpdatePayment command, ConflictResolver conflicts) {
        if (status == PaymentStatus.DELETED) {
            throw new PaymentRefused(new Refusal.NotUpdatable(status));
        }
        Description updated = patched(command.patch());
        if (updated.equals(description)) {
            conflicts.detectConflicts(events -> false);
        } else {
            apply(new PaymentUpdated(id, origin().billing(), origin().money(), updated, status, status, createdAt));
        }
        return written();
    }

    private Description patched(DescriptionPatch patch) {
        try {
            return patch.applyTo(description);
        } catch (IllegalArgumentException passed) {
            throw new PaymentRefused(new Refusal.InvalidDescription(String.valueOf(passed.getMessage())));
        }
    }

    @CommandHandler
    Written handle(DeletePayment command, ConflictResolver conflicts) {
        if (status == PaymentStatus.DELETED && Objects.equals(command.reason(), deletionReason)) {
            conflicts.detectConflicts(events -> false);
        } else if (status == PaymentStatus.FAILED) {
            apply(new PaymentDeleted(
                    id,
                    origin().billing(),
                    origin().money(),
                    command.reason(),
                    status,
                    PaymentStatus.DELETED,
                    createdAt));
        } else {
            throw new PaymentRefused(new Refusal.NotDeletable(status));
        }
        return written();
    }

    @CommandHandler
    Written handle(RefundPayment command, ConflictResolver conflicts) {
        refunds.find(command.refundId())
                .ifPresentOrElse(refund -> acceptRepeat(refund, command, conflicts), () -> requestRefund(command));
        return written();
    }

    /** What a repeat asks for is done, whatever version it was meant for. */
    private void acceptRepeat(Refund refund, RefundPayment command, ConflictResolver conflicts) {
        if (!refund.isRepeatedBy(command.amount(), command.reason())) {
            throw new PaymentRefused(new Refusal.RefundExists(refund.id()));
        }
        conflicts.detectConflicts(events -> false);
    }

    private void requestRefund(RefundPayment command) {
        if (charge == null) {
            throw new PaymentRefused(new Refusal.NotRefundable(status));
        }
        if (refunds.isFull()) {
            throw new PaymentRefused(new Refusal.TooManyRefunds(Refunds.LIMIT));
        }
        long remaining = remaining();
        long amount = Objects.requireNonNullElse(command.amount(), remaining);
        if (amount > remaining || remaining == 0) {
            throw new PaymentRefused(new Refusal.RefundExceedsRemaining(
                    amount, remaining, charge.money().currencyCode()));
        }
        apply(new RefundRequested(
                id,
                charge.billing(),
                charge.money(),
                command.refundId(),
                command.amount(),
                amount,
                command.reason(),
                remaining - amount,
                charge.gatewayReference(),
                status,
                status,
                createdAt,
                processedAt));
    }

    @CommandHandler
    Written handle(CompleteRefund command) {
        Refund refund = refunds.get(command.refundId());
        if (refund.state() == Refund.State.PENDING) {
            long total = refunds.succeeded() + refund.amount();
            boolean whole = total == origin().money().amount();
            apply(new PaymentRefunded(
                    id,
                    origin().billing(),
                    origin().money(),
                    refund.id(),
                    refund.amount(),
                    total,
                    remaining(),
                    command.gatewayReference(),
                    status,
                    whole ? PaymentStatus.REFUNDED : PaymentStatus.PARTIALLY_REFUNDED,
                    createdAt,
                    processedAt));
        } else if (!command.gatewayReference().equals(refund.gatewayReference())) {
            throw unexpectedAnswer(refund);
        }
        return written();
    }

    @CommandHandler
    Written handle(FailRefund command) {
        Refund refund = refunds.get(command.refundId());
        if (refund.state() == Refund.State.PENDING) {
            apply(new RefundFailed(
                    id,
                    origin().billing(),
                    origin().money(),
                    refund.id(),
                    refund.amount(),
                    remaining() + refund.amount(),
                    command.failure(),
                    status,
                    status,
                    createdAt,
                    processedAt));
        } else if (!command.failure().equals(refund.failure())) {
            throw unexpectedAnswer(refund);
        }
        return written();
    }

    @EventSourcingHandler
    void on(PaymentCreated event, @Timestamp Instant at) {
        id = event.paymentId();
        origin = event;
        createdAt = at;
        attempts.begin(event.paymentMethod());
        description = event.description();
        status = event.status();
    }

    @EventSourcingHandler
    void on(PaymentProcessed event, @Timestamp Instant at) {
        charge = event;
        processedAt = at;
        status = event.status();
    }

    @EventSourcingHandler
    void on(PaymentFailed event) {
        attempts.fail(event.failure());
        status = event.status();
    }

    @EventSourcingHandler
    void on(PaymentRetried event) {
        attempts.begin(event.paymentMethod());
        status = event.status();
    }

    @EventSourcingHandler
    void on(PaymentUpdated event) {
        description = event.description();
    }

    @EventSourcingHandler
    void on(PaymentDeleted event) {
        deletionReason = event.reason();
        status = event.status();
    }

    @EventSourcingHandler
    void on(RefundRequested event) {
        refunds.put(Refund.pending(event.refundId(), event.requestedAmount(), event.refundAmount(), event.reason()));
    }

    @EventSourcingHandler
    void on(PaymentRefunded event) {
        refunds.put(refunds.get(event.refundId()).succeeded(event.gatewayReference()));
        status = event.status();
    }

    @EventSourcingHandler
    void on(RefundFailed event) {
        refunds.put(refunds.get(event.refundId()).failed(event.failure()));
    }

    /** A newer node wrote it: to decide without it would be to guess. */
    @EventSourcingHandler
    void on(UnknownSerializedType event) {
        throw new UnknownEventException(event.serializedType());
    }

    /** About how much memory this takes. */
    int estimatedBytes() {
        return Footprint.OF_PAYMENT
                + Footprint.of(origin().description())
                + Footprint.of(description)
                + Footprint.of(deletionReason)
                + attempts.estimatedBytes()
                + refunds.estimatedBytes();
    }

    private boolean isAwaitingAnswerTo(int answeredAttempt) {
        return status == PaymentStatus.PROCESSING && answeredAttempt == attempts.last();
    }

    private boolean isChargedAs(CompletePayment command) {
        return charge != null
                && charge.attempt() == command.attempt()
                && charge.gatewayReference().equals(command.gatewayReference());
    }

    private long remaining() {
        return refunds.remainingOf(origin().money().amount());
    }

    private PaymentCreated origin() {
        return Objects.requireNonNull(origin, "a payment begins with PaymentCreated");
    }

    private Written written() {
        return new Written(id, status, AggregateLifecycle.getVersion() + 1);
    }

    private PaymentRefused unexpectedAnswer(int answeredAttempt) {
        return new PaymentRefused(new Refusal.UnexpectedAnswer(
                "attempt " + answeredAttempt, "at attempt " + attempts.last() + " and " + status));
    }

    private static PaymentRefused unexpectedAnswer(Refund refund) {
        return new PaymentRefused(new Refusal.UnexpectedAnswer(
                "refund " + refund.id(), refund.state().name()));
    }
}
