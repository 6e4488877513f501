package io.paylog.command.gateway.simulated;

import io.paylog.api.payments.Failure;
import io.paylog.command.gateway.GatewayAnswer;
import io.paylog.command.gateway.PaymentGateway;
import java.time.Duration;

/**
 * A gateway without a network. What it answers follows from the payment method: {@code pm_ok} is charged,
 * {@code pm_declined} is not, {@code pm_slow} is charged after a while; it knows no other. Refunds succeed.
 */
class SimulatedGateway implements PaymentGateway {

    private static final Failure DECLINED = new Failure("card_declined", "The card was declined", true);
    private static final Failure UNKNOWN_METHOD =
            new Failure("unknown_payment_method", "The gateway does not know this payment method", false);

    private final Ledger ledger;
    private final Duration slowCall;

    SimulatedGateway(Ledger ledger, Duration slowCall) {
        this.ledger = ledger;
        this.slowCall = slowCall;
    }

    @Override
    public GatewayAnswer charge(Charge charge) {
        return switch (charge.paymentMethod().token()) {
            case "pm_ok" -> ledger.charge(charge);
            case "pm_slow" -> slowly(charge);
            case "pm_declined" -> ledger.decline(charge, DECLINED);
            default -> ledger.decline(charge, UNKNOWN_METHOD);
        };
    }

    private GatewayAnswer slowly(Charge charge) {
        try {
            Thread.sleep(slowCall);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GatewayAnswer.Unresolved("interrupted");
        }
        return ledger.charge(charge);
    }

    @Override
    public GatewayAnswer refund(Repayment repayment) {
        return ledger.refund(repayment);
    }
}
