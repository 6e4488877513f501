package io.paylog.command.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.gateway.GatewayAnswer;
import io.paylog.command.gateway.GatewayAnswer.Approved;
import io.paylog.command.gateway.GatewayAnswer.Declined;
import io.paylog.command.gateway.GatewayAnswer.Unresolved;
import io.paylog.command.gateway.GatewayKnowledge.NeverHeardOf;
import io.paylog.command.gateway.PaymentGateway;
import io.paylog.command.gateway.PaymentGateway.Charge;
import io.paylog.command.gateway.PaymentGateway.Repayment;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an adapter of a payment gateway promises. Its test extends this class and says how to get at the gateway. */
public abstract class PaymentGatewayContract {

    private static final Money MONEY = Money.of(1_999, "EUR");
    private static final Money PART = Money.of(500, "EUR");
    private static final int AT_ONCE = 8;

    private final PaymentId payment = new PaymentId("contract-" + UUID.randomUUID());
    private GatewayUnderTest under;
    private PaymentGateway gateway;

    protected abstract GatewayUnderTest open();

    @BeforeEach
    void openGateway() {
        under = open();
        gateway = under.gateway();
    }

    @Test
    void an_approved_charge_moves_its_amount() {
        Charge charge = charge(under.approved());

        assertThat(gateway.charge(charge)).isInstanceOf(Approved.class);

        assertThat(under.moved(charge.key())).isEqualTo(MONEY.amount());
    }

    @Test
    void a_repeated_charge_moves_nothing_more_and_gets_the_same_answer() {
        Charge charge = charge(under.approved());
        GatewayAnswer first = gateway.charge(charge);

        assertThat(gateway.charge(charge)).isEqualTo(first);

        assertThat(under.moved(charge.key())).isEqualTo(MONEY.amount());
    }

    @Test
    void charges_with_the_same_key_at_the_same_time_move_money_once() {
        Charge charge = charge(under.approved());

        atOnce(() -> gateway.charge(charge));

        assertThat(gateway.charge(charge)).isInstanceOf(Approved.class);
        assertThat(under.moved(charge.key())).isEqualTo(MONEY.amount());
    }

    @Test
    void a_declined_charge_moves_nothing_and_stays_declined() {
        Charge charge = charge(under.declined());
        GatewayAnswer first = gateway.charge(charge);

        assertThat(first).isInstanceOf(Declined.class);
        assertThat(gateway.charge(charge)).isEqualTo(first);
        assertThat(gateway.lookUp(charge)).isEqualTo(first);
        assertThat(under.moved(charge.key())).isZero();
    }

    @Test
    void a_lost_answer_to_a_charge_is_not_a_no_and_the_repeat_gets_the_yes() {
        Charge charge = charge(under.answerLost());

        assertThat(gateway.charge(charge)).isInstanceOf(Unresolved.class);
        assertThat(gateway.charge(charge)).isInstanceOf(Approved.class);

        assertThat(under.moved(charge.key())).isEqualTo(MONEY.amount());
    }

    @Test
    void a_look_up_finds_a_charge_whose_answer_was_lost_as_the_repeat_does() {
        Charge charge = charge(under.answerLost());
        gateway.charge(charge);

        assertThat(gateway.lookUp(charge)).isInstanceOf(Approved.class).isEqualTo(gateway.charge(charge));
    }

    @Test
    void a_look_up_finds_what_was_answered() {
        Charge charge = charge(under.approved());
        GatewayAnswer answer = gateway.charge(charge);

        assertThat(gateway.lookUp(charge)).isEqualTo(answer);
    }

    @Test
    void a_look_up_of_a_charge_that_was_never_made_moves_nothing_and_leaves_it_to_be_made() {
        Charge charge = charge(under.approved());

        assertThat(gateway.lookUp(charge)).isInstanceOf(NeverHeardOf.class);
        assertThat(under.moved(charge.key())).isZero();

        assertThat(gateway.charge(charge)).isInstanceOf(Approved.class);
        assertThat(under.moved(charge.key())).isEqualTo(MONEY.amount());
    }

    @Test
    void a_refund_moves_its_amount_once_and_its_repeat_gets_the_same_answer() {
        Repayment repayment = refund(under.approved());
        GatewayAnswer first = gateway.refund(repayment);

        assertThat(first).isInstanceOf(Approved.class);
        assertThat(gateway.refund(repayment)).isEqualTo(first);
        assertThat(gateway.lookUp(repayment)).isEqualTo(first);
        assertThat(under.moved(repayment.key())).isEqualTo(PART.amount());
    }

    @Test
    void a_lost_answer_to_a_refund_is_not_a_no_and_is_found() {
        Repayment repayment = refund(under.answerLost());

        assertThat(gateway.refund(repayment)).isInstanceOf(Unresolved.class);

        assertThat(gateway.lookUp(repayment)).isInstanceOf(Approved.class).isEqualTo(gateway.refund(repayment));
        assertThat(under.moved(repayment.key())).isEqualTo(PART.amount());
    }

    @Test
    void refunds_with_the_same_key_at_the_same_time_move_money_once() {
        Repayment repayment = refund(under.approved());

        atOnce(() -> gateway.refund(repayment));

        assertThat(under.moved(repayment.key())).isEqualTo(PART.amount());
    }

    @Test
    void a_look_up_of_a_refund_that_was_never_made_has_not_heard_of_it() {
        assertThat(gateway.lookUp(refund(under.approved()))).isInstanceOf(NeverHeardOf.class);
    }

    @Test
    void nobody_at_the_other_end_is_neither_a_no_nor_never_heard_of() {
        Charge charge = charge(under.approved());
        Repayment repayment = refund(under.approved());
        PaymentGateway unreachable = under.unreachable();

        assertThat(unreachable.charge(charge)).isInstanceOf(Unresolved.class);
        assertThat(unreachable.refund(repayment)).isInstanceOf(Unresolved.class);
        assertThat(unreachable.lookUp(charge)).isInstanceOf(Unresolved.class);
        assertThat(unreachable.lookUp(repayment)).isInstanceOf(Unresolved.class);
    }

    @Test
    void keys_are_kept_for_as_long_as_an_outage_may_last() {
        assertThat(gateway.keepsKeysFor()).isGreaterThanOrEqualTo(Duration.ofHours(1));
    }

    private Charge charge(PaymentMethod method) {
        return new Charge(payment + ":charge:1", payment, MONEY, method);
    }

    /** A refund of a charge that was made, whichever call got its answer. */
    private Repayment refund(PaymentMethod method) {
        Charge charge = new Charge(payment + ":charge:2", payment, MONEY, method);
        gateway.charge(charge);
        Approved approved = (Approved) gateway.charge(charge);
        return new Repayment(payment + ":refund:r-1", payment, PART, approved.reference());
    }

    private static void atOnce(Runnable call) {
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            CompletableFuture.allOf(IntStream.range(0, AT_ONCE)
                            .mapToObj(_ -> CompletableFuture.runAsync(call, executor))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }
}
