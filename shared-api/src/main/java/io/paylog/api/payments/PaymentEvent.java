package io.paylog.api.payments;

import io.paylog.api.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to a payment. Every event carries whose payment it is, its whole amount and the status before and
 * after, so that no view has to look anything up.
 */
public sealed interface PaymentEvent {

    PaymentId paymentId();

    Billing billing();

    /** The amount of the payment, not of a refund. */
    Money money();

    /** The status before this event, equal to the one after it if it changes nothing; absent: the payment begins. */
    @Nullable
    PaymentStatus previousStatus();

    /** The status after this event. */
    PaymentStatus status();

    /** The payment exists; the gateway is to be asked. */
    record PaymentCreated(
            PaymentId paymentId,
            Billing billing,
            Money money,
            PaymentMethod paymentMethod,
            Description description,
            int attempt,
            PaymentStatus status)
            implements PaymentEvent {

        @Override
        public @Nullable PaymentStatus previousStatus() {
            return null;
        }
    }

    /** The gateway charged the payment. */
    record PaymentProcessed(
            PaymentId paymentId,
            Billing billing,
            Money money,
            int attempt,
            String gatewayReference,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt)
            implements PaymentEvent {}

    /** The gateway refused to charge the payment. */
    record PaymentFailed(
            PaymentId paymentId,
            Billing billing,
            Money money,
            int attempt,
            Failure failure,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt)
            implements PaymentEvent {}

    /**
     * After a definite no, the gateway is to be asked once more.
     *
     * @param attempt the one that begins, from 2
     * @param paymentMethod what is charged from now on
     */
    record PaymentRetried(
            PaymentId paymentId,
            Billing billing,
            Money money,
            int attempt,
            PaymentMethod paymentMethod,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt)
            implements PaymentEvent {}

    /**
     * The client says something else about the payment.
     *
     * @param description all of it, as it is now
     */
    record PaymentUpdated(
            PaymentId paymentId,
            Billing billing,
            Money money,
            Description description,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt)
            implements PaymentEvent {}

    /** The payment is no longer listed. */
    record PaymentDeleted(
            PaymentId paymentId,
            Billing billing,
            Money money,
            @Nullable String reason,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt)
            implements PaymentEvent {}

    /**
     * Part of the payment is reserved for a refund; the gateway is to be asked.
     *
     * @param requestedAmount minor units as asked for; absent: all that remained
     * @param refundAmount minor units that are reserved
     * @param remaining minor units that can still be refunded after this reservation
     * @param chargeReference the gateway's identifier of the charge to refund
     */
    record RefundRequested(
            PaymentId paymentId,
            Billing billing,
            Money money,
            RefundId refundId,
            @Nullable Long requestedAmount,
            long refundAmount,
            @Nullable String reason,
            long remaining,
            String chargeReference,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt,
            Instant processedAt)
            implements PaymentEvent {}

    /**
     * The gateway paid a refund back.
     *
     * @param refundAmount minor units paid back now
     * @param totalRefunded minor units paid back so far, this refund included
     * @param remaining minor units that can still be refunded; pending refunds count against it
     */
    record PaymentRefunded(
            PaymentId paymentId,
            Billing billing,
            Money money,
            RefundId refundId,
            long refundAmount,
            long totalRefunded,
            long remaining,
            String gatewayReference,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt,
            Instant processedAt)
            implements PaymentEvent {}

    /**
     * The gateway refused a refund; its amount is released.
     *
     * @param refundAmount minor units that are released
     * @param remaining minor units that can be refunded after the release
     */
    record RefundFailed(
            PaymentId paymentId,
            Billing billing,
            Money money,
            RefundId refundId,
            long refundAmount,
            long remaining,
            Failure failure,
            PaymentStatus previousStatus,
            PaymentStatus status,
            Instant createdAt,
            Instant processedAt)
            implements PaymentEvent {}
}
