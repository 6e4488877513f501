package io.paylog.api.payments;

import io.paylog.api.money.Money;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateVersion;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a payment. A command repeated with the same content succeeds without a new event; with other
 * content it is refused.
 */
public sealed interface PaymentCommand {

    PaymentId paymentId();

    /** Creates the payment and has the gateway charge it. */
    record ProcessPayment(
            @TargetAggregateIdentifier PaymentId paymentId,
            Billing billing,
            Money money,
            PaymentMethod paymentMethod,
            Description description)
            implements PaymentCommand {}

    /**
     * The gateway says yes to a charge.
     *
     * @param attempt the attempt that was charged, from 1
     * @param gatewayReference the gateway's own identifier of the charge
     */
    record CompletePayment(@TargetAggregateIdentifier PaymentId paymentId, int attempt, String gatewayReference)
            implements PaymentCommand {}

    /**
     * The gateway says a definite no to a charge.
     *
     * @param attempt the attempt that was refused, from 1
     */
    record FailPayment(@TargetAggregateIdentifier PaymentId paymentId, int attempt, Failure failure)
            implements PaymentCommand {}

    /**
     * Reserves a part of what remains and has the gateway pay it back.
     *
     * @param amount minor units of the payment's currency, at least 1; absent: all that remains
     * @param expectedSequence sequence number of the last event the caller has seen, from 0; absent: any
     */
    record RefundPayment(
            @TargetAggregateIdentifier PaymentId paymentId,
            RefundId refundId,
            @Nullable Long amount,
            @Nullable String reason,
            @TargetAggregateVersion @Nullable Long expectedSequence)
            implements PaymentCommand {}

    /** The gateway says yes to a refund. */
    record CompleteRefund(@TargetAggregateIdentifier PaymentId paymentId, RefundId refundId, String gatewayReference)
            implements PaymentCommand {}

    /** The gateway says a definite no to a refund. */
    record FailRefund(@TargetAggregateIdentifier PaymentId paymentId, RefundId refundId, Failure failure)
            implements PaymentCommand {}
}
