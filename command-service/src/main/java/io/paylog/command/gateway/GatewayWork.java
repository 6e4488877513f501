package io.paylog.command.gateway;

import io.paylog.api.money.Money;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.RefundId;

/** A call that the gateway must get, and the commands that carry its answer back. */
sealed interface GatewayWork {

    PaymentId paymentId();

    Money money();

    /**
     * Identifies the call to the gateway for ever. It names the kind of call, because a refund may have the identifier
     * {@code 1} just as an attempt has.
     */
    String key();

    PaymentGateway.Call call();

    PaymentCommand approved(String reference);

    PaymentCommand declined(Failure failure);

    record ChargeWork(PaymentId paymentId, int attempt, Money money, PaymentMethod paymentMethod)
            implements GatewayWork {

        @Override
        public String key() {
            return paymentId + ":charge:" + attempt;
        }

        @Override
        public PaymentGateway.Call call() {
            return new PaymentGateway.Charge(key(), paymentId, money, paymentMethod);
        }

        @Override
        public PaymentCommand approved(String reference) {
            return new PaymentCommand.CompletePayment(paymentId, attempt, reference);
        }

        @Override
        public PaymentCommand declined(Failure failure) {
            return new PaymentCommand.FailPayment(paymentId, attempt, failure);
        }
    }

    record RefundWork(PaymentId paymentId, RefundId refundId, Money money, String chargeReference)
            implements GatewayWork {

        @Override
        public String key() {
            return paymentId + ":refund:" + refundId;
        }

        @Override
        public PaymentGateway.Call call() {
            return new PaymentGateway.Repayment(key(), paymentId, money, chargeReference);
        }

        @Override
        public PaymentCommand approved(String reference) {
            return new PaymentCommand.CompleteRefund(paymentId, refundId, reference);
        }

        @Override
        public PaymentCommand declined(Failure failure) {
            return new PaymentCommand.FailRefund(paymentId, refundId, failure);
        }
    }
}
