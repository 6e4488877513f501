package io.paylog.command.gateway;

import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import java.time.Duration;

/**
 * What a payment gateway must be able to do. Every call carries a key; however often a call with the same key is made,
 * from whichever process, also at the same time, the gateway moves money once and gives the same answer.
 *
 * <p>An adapter bounds its own waiting to well below half the lease of a call, because a look-up and a call may follow
 * each other within one lease, and returns {@link GatewayAnswer.Unresolved} when it does not know what happened: a
 * time-out is not a no. An exception is taken for {@link GatewayAnswer.Unresolved}.
 *
 * <p>{@code PaymentGatewayContract} in the tests checks an adapter against this.
 */
public interface PaymentGateway {

    GatewayAnswer charge(Charge charge);

    GatewayAnswer refund(Repayment repayment);

    /**
     * Says what has become of a call, without making it. What it finds is as final as the answer to the call itself, and
     * equal to it: a call that is still being worked on is {@link GatewayAnswer.Unresolved}.
     */
    GatewayKnowledge lookUp(Call call);

    /**
     * How long after the first call with a key the gateway still knows it, with a margin for clocks and for calls that
     * travel long. After that the call is looked up but never made again, as it could be done a second time.
     */
    Duration keepsKeysFor();

    /** A call with a key of its own; the rest is what identifies it at gateways that cannot look up keys. */
    sealed interface Call {

        /** At most 136 characters; the same for ever for this call and for no other. */
        String key();

        PaymentId paymentId();

        Money money();
    }

    /** Take this amount by this means of payment. */
    record Charge(String key, PaymentId paymentId, Money money, PaymentMethod paymentMethod) implements Call {}

    /**
     * Pay this amount back.
     *
     * @param chargeReference the gateway's own identifier of the charge
     */
    record Repayment(String key, PaymentId paymentId, Money money, String chargeReference) implements Call {}
}
