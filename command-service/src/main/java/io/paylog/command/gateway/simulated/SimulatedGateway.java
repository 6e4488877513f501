package io.paylog.command.gateway.simulated;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.gateway.GatewayAnswer;
import io.paylog.command.gateway.GatewayAnswer.Unresolved;
import io.paylog.command.gateway.GatewayKnowledge;
import io.paylog.command.gateway.GatewayKnowledge.NeverHeardOf;
import io.paylog.command.gateway.PaymentGateway;
import io.paylog.command.gateway.simulated.Ledger.Entered;
import java.time.Duration;
import java.util.Optional;

/**
 * A gateway without a network. What becomes of a payment follows from its payment method:
 *
 * <ul>
 *   <li>{@code pm_ok} is charged and paid back;
 *   <li>{@code pm_slow} is charged after a while;
 *   <li>{@code pm_declined} is not charged;
 *   <li>{@code pm_timeout_once} is charged and paid back, but the first answer to each call is lost;
 *   <li>{@code pm_unavailable} never gets an answer, and nothing moves;
 *   <li>{@code pm_refund_declined} is charged, its refunds are declined;
 *   <li>every other one is unknown and not charged.
 * </ul>
 *
 * <p>While it is switched off, no call gets an answer and nothing moves.
 */
class SimulatedGateway implements PaymentGateway {

    private static final Failure DECLINED = new Failure("card_declined", "The card was declined", true);
    private static final Failure UNKNOWN_METHOD =
            new Failure("unknown_payment_method", "The gateway does not know this payment method", false);
    private static final Failure REFUND_DECLINED =
            new Failure("refund_declined", "The account cannot be paid back to", false);
    private static final Unresolved UNAVAILABLE = new Unresolved("the simulated gateway is unavailable");
    private static final Unresolved ANSWER_LOST = new Unresolved("the simulated gateway's answer is lost");

    /** Its ledger is never cleared. */
    private static final Duration KEEPS_KEYS_FOR = Duration.ofDays(36_500);

    private final Ledger ledger;
    private final Availability availability;
    private final Duration slowCall;

    SimulatedGateway(Ledger ledger, Availability availability, Duration slowCall) {
        this.ledger = ledger;
        this.availability = availability;
        this.slowCall = slowCall;
    }

    @Override
    public GatewayAnswer charge(Charge charge) {
        if (!availability.isAvailable()) {
            return UNAVAILABLE;
        }
        return switch (charge.paymentMethod().token()) {
            case "pm_ok", "pm_refund_declined" -> ledger.charge(charge).answer();
            case "pm_slow" -> slowly(charge);
            case "pm_timeout_once" -> losingTheFirstAnswer(ledger.charge(charge));
            case "pm_unavailable" -> UNAVAILABLE;
            case "pm_declined" -> ledger.decline(charge, DECLINED).answer();
            default -> ledger.decline(charge, UNKNOWN_METHOD).answer();
        };
    }

    private static GatewayAnswer losingTheFirstAnswer(Entered entered) {
        return entered.first() ? ANSWER_LOST : entered.answer();
    }

    private GatewayAnswer slowly(Charge charge) {
        try {
            Thread.sleep(slowCall);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unresolved("interrupted");
        }
        return ledger.charge(charge).answer();
    }

    @Override
    public GatewayAnswer refund(Repayment repayment) {
        if (!availability.isAvailable()) {
            return UNAVAILABLE;
        }
        Optional<String> method = ledger.methodOf(repayment.chargeReference()).map(PaymentMethod::token);
        return switch (method.orElse("pm_ok")) {
            case "pm_refund_declined" ->
                ledger.decline(repayment, REFUND_DECLINED).answer();
            case "pm_timeout_once" -> losingTheFirstAnswer(ledger.refund(repayment));
            default -> ledger.refund(repayment).answer();
        };
    }

    @Override
    public GatewayKnowledge lookUp(Call call) {
        if (!availability.isAvailable() || neverAnswers(call)) {
            return UNAVAILABLE;
        }
        return ledger.find(call.key()).<GatewayKnowledge>map(known -> known).orElseGet(NeverHeardOf::new);
    }

    private static boolean neverAnswers(Call call) {
        return call instanceof Charge charge && charge.paymentMethod().token().equals("pm_unavailable");
    }

    @Override
    public Duration keepsKeysFor() {
        return KEEPS_KEYS_FOR;
    }
}
