package io.paylog.command.gateway;

import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;

/**
 * What a payment gateway must be able to do. Every call carries a key; however often a call with the same key is made,
 * from whichever process, the gateway moves money once and gives the same answer.
 *
 * <p>An adapter bounds its own waiting to well below the lease of a call and returns
 * {@link GatewayAnswer.Unresolved} when it does not know what happened: a time-out is not a no.
 */
public interface PaymentGateway {

    GatewayAnswer charge(Charge charge);

    GatewayAnswer refund(Repayment repayment);

    /** Take this amount by this means of payment. */
    record Charge(String key, PaymentId paymentId, Money money, PaymentMethod paymentMethod) {}

    /**
     * Pay this amount back.
     *
     * @param chargeReference the gateway's own identifier of the charge
     */
    record Repayment(String key, PaymentId paymentId, Money money, String chargeReference) {}
}
