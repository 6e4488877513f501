package io.paylog.api.payments;

import io.paylog.api.money.CirculatingCurrencies;
import io.paylog.api.money.Money;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateVersion;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a payment. A command repeated with the same content succeeds without a new event; with other
 * content it is refused.
 */
public sealed interface PaymentCommand {

    /** The longest reason for a refund or a deletion, in characters. */
    int MAX_REASON = 500;

    PaymentId paymentId();

    /** Creates the payment and has the gateway charge it. */
    record ProcessPayment(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @NotNull Billing billing,
            @NotNull Money money,
            @NotNull PaymentMethod paymentMethod,
            @NotNull Description description)
            implements PaymentCommand {

        /** @throws IllegalArgumentException if the currency does not circulate */
        public ProcessPayment {
            CirculatingCurrencies.check(money.currency());
        }
    }

    /**
     * The gateway says yes to a charge.
     *
     * @param attempt the attempt that was charged, from 1
     * @param gatewayReference the gateway's own identifier of the charge
     */
    record CompletePayment(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @Positive int attempt,
            @NotNull String gatewayReference)
            implements PaymentCommand {

        /** Takes the gateway's word; what {@link FreeText} must not contain is replaced. */
        public CompletePayment {
            gatewayReference = FreeText.cleaned(gatewayReference);
        }
    }

    /**
     * The gateway says a definite no to a charge.
     *
     * @param attempt the attempt that was refused, from 1
     */
    record FailPayment(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @Positive int attempt,
            @NotNull Failure failure) implements PaymentCommand {}

    /**
     * Has the gateway asked once more, after a definite no.
     *
     * @param attempt the attempt that this begins, from 2; it makes a repeat recognizable. Absent: the one after the last
     * @param paymentMethod charged from now on; absent: the one of the attempt before
     * @param expectedSequence sequence number of the last event the caller has seen, from 0; absent: any
     */
    record RetryPayment(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @Min(2) @Nullable Integer attempt,
            @Nullable PaymentMethod paymentMethod,
            @TargetAggregateVersion @Nullable Long expectedSequence)
            implements PaymentCommand {}

    /**
     * Changes what the client says about the payment.
     *
     * @param expectedSequence sequence number of the last event the caller has seen, from 0; absent: any
     */
    record UpdatePayment(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @NotNull DescriptionPatch patch,
            @TargetAggregateVersion @Nullable Long expectedSequence)
            implements PaymentCommand {}

    /**
     * Hides a payment that the gateway definitely refused from lists; its history stays.
     *
     * @param expectedSequence sequence number of the last event the caller has seen, from 0; absent: any
     */
    record DeletePayment(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @Nullable String reason,
            @TargetAggregateVersion @Nullable Long expectedSequence)
            implements PaymentCommand {

        /** @throws IllegalArgumentException if the reason is too long or not {@link FreeText} */
        public DeletePayment {
            if (reason != null) {
                FreeText.reason(reason);
            }
        }
    }

    /**
     * Reserves a part of what remains and has the gateway pay it back.
     *
     * @param amount minor units of the payment's currency, at least 1; absent: all that remains
     * @param expectedSequence sequence number of the last event the caller has seen, from 0; absent: any
     */
    record RefundPayment(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @NotNull RefundId refundId,
            @Positive @Nullable Long amount,
            @Nullable String reason,
            @TargetAggregateVersion @Nullable Long expectedSequence)
            implements PaymentCommand {

        /** @throws IllegalArgumentException if the reason is too long or not {@link FreeText} */
        public RefundPayment {
            if (reason != null) {
                FreeText.reason(reason);
            }
        }
    }

    /** The gateway says yes to a refund. */
    record CompleteRefund(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @NotNull RefundId refundId,
            @NotNull String gatewayReference)
            implements PaymentCommand {

        /** Takes the gateway's word; what {@link FreeText} must not contain is replaced. */
        public CompleteRefund {
            gatewayReference = FreeText.cleaned(gatewayReference);
        }
    }

    /** The gateway says a definite no to a refund. */
    record FailRefund(
            @TargetAggregateIdentifier @NotNull PaymentId paymentId,
            @NotNull RefundId refundId,
            @NotNull Failure failure)
            implements PaymentCommand {}
}
