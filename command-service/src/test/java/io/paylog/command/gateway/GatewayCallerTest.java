package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paylog.api.money.Money;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.gateway.GatewayWork.ChargeWork;
import io.paylog.command.payments.Refusals;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class GatewayCallerTest {

    private static final Duration LEASE = GatewaySettings.LEASE;
    private static final Duration LONGEST_PAUSE = GatewaySettings.LONGEST_PAUSE;
    private static final Duration KEEPS_KEYS_FOR = Duration.ofDays(1);
    private static final MessageContext CONTEXT = new MessageContext("correlation", null, null);
    private static final GatewayAnswer UNRESOLVED = new GatewayAnswer.Unresolved("timed out");
    private static final GatewayAnswer APPROVED = new GatewayAnswer.Approved("ch_1");
    private static final PaymentId PAYMENT = new PaymentId("p");
    private static final Failure DECLINED = new Failure("card_declined", "no", true);

    private final List<PaymentCommand> recorded = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private Supplier<GatewayAnswer> answer = () -> UNRESOLVED;
    private Supplier<GatewayKnowledge> known = GatewayKnowledge.NeverHeardOf::new;
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private MongoClient client;
    private GatewayWorkList workList;

    @BeforeEach
    void open(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        workList = new GatewayWorkList(
                client.getDatabase("work_" + UUID.randomUUID().toString().substring(0, 8)), () -> now);
        workList.add(charge(PAYMENT.value()), CONTEXT, now);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_yes_completes_the_payment() {
        callWith(() -> APPROVED, this::record);

        assertThat(recorded).containsExactly(new CompletePayment(PAYMENT, 1, "ch_1"));
        assertThat(workList.open()).isZero();
    }

    @Test
    void a_no_fails_the_payment() {
        callWith(() -> new GatewayAnswer.Declined(DECLINED), this::record);

        assertThat(recorded).containsExactly(new FailPayment(PAYMENT, 1, DECLINED));
        assertThat(workList.open()).isZero();
    }

    @Test
    void no_answer_is_not_a_no_and_the_same_key_is_called_again() {
        callWith(() -> UNRESOLVED, this::record);
        assertThat(recorded).isEmpty();
        now = now.plus(LONGEST_PAUSE);

        callWith(() -> APPROVED, this::record);

        assertThat(recorded).containsExactly(new CompletePayment(PAYMENT, 1, "ch_1"));
        assertThat(asked).containsExactly("call p:charge:1", "look up p:charge:1", "call p:charge:1");
    }

    @Test
    void an_answer_that_the_look_up_finds_is_recorded_without_another_call() {
        callWith(() -> UNRESOLVED, this::record);
        now = now.plus(LONGEST_PAUSE);
        known = () -> APPROVED;

        callWith(() -> UNRESOLVED, this::record);

        assertThat(recorded).containsExactly(new CompletePayment(PAYMENT, 1, "ch_1"));
        assertThat(asked).containsExactly("call p:charge:1", "look up p:charge:1");
        assertThat(workList.open()).isZero();
    }

    @Test
    void a_look_up_without_answer_is_followed_by_a_pause_and_not_by_a_call() {
        callWith(() -> UNRESOLVED, this::record);
        now = now.plus(LONGEST_PAUSE);
        known = () -> {
            throw new IllegalStateException("connection reset");
        };

        callWith(() -> APPROVED, this::record);

        assertThat(asked).containsExactly("call p:charge:1", "look up p:charge:1");
        assertThat(recorded).isEmpty();
        assertThat(workList.lease(LEASE)).isEmpty();
        assertThat(workList.open()).isEqualTo(1);
    }

    @Test
    void a_key_that_the_gateway_may_have_forgotten_is_looked_up_but_not_called_again() {
        callWith(() -> UNRESOLVED, this::record);
        now = now.plus(KEEPS_KEYS_FOR);

        callWith(() -> APPROVED, this::record);
        assertThat(recorded).isEmpty();
        now = now.plus(LONGEST_PAUSE).plus(LONGEST_PAUSE);
        known = () -> APPROVED;
        callWith(() -> UNRESOLVED, this::record);

        assertThat(asked).containsExactly("call p:charge:1", "look up p:charge:1", "look up p:charge:1");
        assertThat(recorded).containsExactly(new CompletePayment(PAYMENT, 1, "ch_1"));
    }

    @Test
    void work_that_is_listed_again_long_after_it_was_done_is_looked_up_and_not_done_again() {
        Instant paid = now;
        callWith(() -> APPROVED, this::record);
        now = now.plus(KEEPS_KEYS_FOR);
        workList.add(charge(PAYMENT.value()), CONTEXT, paid);

        callWith(() -> APPROVED, this::record);

        assertThat(asked).containsExactly("call p:charge:1", "look up p:charge:1");
        assertThat(recorded).hasSize(1);
        assertThat(workList.open()).isEqualTo(1);
    }

    @Test
    void work_that_is_listed_late_is_looked_up_before_its_first_call() {
        workList.complete(workList.lease(LEASE).orElseThrow());
        workList.add(charge(PAYMENT.value()), CONTEXT, now.minus(AskGateway.NEW));

        callWith(() -> APPROVED, this::record);

        assertThat(asked).containsExactly("look up p:charge:1", "call p:charge:1");
        assertThat(recorded).hasSize(1);
    }

    @Test
    void work_that_was_first_listed_when_the_gateway_may_have_forgotten_its_key_waits_for_a_person() {
        workList.complete(workList.lease(LEASE).orElseThrow());
        workList.add(charge(PAYMENT.value()), CONTEXT, now.minus(KEEPS_KEYS_FOR));

        callWith(() -> APPROVED, this::record);

        assertThat(asked).containsExactly("look up p:charge:1");
        assertThat(workList.open()).isEqualTo(1);
    }

    @Test
    void a_gateway_that_throws_has_not_said_no() {
        callWith(
                () -> {
                    throw new IllegalStateException("connection reset");
                },
                this::record);

        assertThat(recorded).isEmpty();
        assertThat(workList.open()).isEqualTo(1);
    }

    @Test
    void an_answer_that_cannot_be_recorded_now_is_asked_for_again() {
        callWith(() -> APPROVED, (command, context) -> {
            throw new IllegalStateException("the log does not answer");
        });
        now = now.plusSeconds(1);

        callWith(() -> APPROVED, this::record);

        assertThat(recorded).hasSize(1);
        assertThat(workList.open()).isZero();
    }

    @Test
    void an_answer_that_contradicts_the_payment_is_parked() {
        callWith(() -> new GatewayAnswer.Approved("ch_2"), (command, context) -> {
            throw Refusals.unexpectedAnswer();
        });

        assertThat(workList.parked()).isEqualTo(1);
    }

    @Test
    void the_first_answer_after_an_outage_makes_what_waits_due_at_once() {
        GatewayCaller caller = caller(() -> UNRESOLVED, this::record);
        for (int i = 0; i < 10; i++) {
            workList.lease(LEASE).ifPresent(caller::call);
            now = now.plus(LONGEST_PAUSE).plus(LONGEST_PAUSE);
        }
        workList.lease(LEASE).ifPresent(caller::call);
        assertThat(workList.lease(LEASE)).isEmpty();

        answer = () -> APPROVED;
        workList.add(charge("q"), CONTEXT, now);
        caller.call(workList.lease(LEASE).orElseThrow());

        caller.call(workList.lease(LEASE).orElseThrow());
        assertThat(recorded)
                .containsExactly(
                        new CompletePayment(new PaymentId("q"), 1, "ch_1"), new CompletePayment(PAYMENT, 1, "ch_1"));
    }

    @Test
    void keys_that_may_be_forgotten_make_no_outage() {
        GatewayCaller caller = caller(() -> APPROVED, this::record);
        now = now.plus(KEEPS_KEYS_FOR);
        for (int i = 0; i < 10; i++) {
            caller.call(workList.lease(LEASE).orElseThrow());
            now = now.plus(LONGEST_PAUSE).plus(LONGEST_PAUSE);
        }
        caller.call(workList.lease(LEASE).orElseThrow());

        workList.add(charge("q"), CONTEXT, now);
        caller.call(workList.lease(LEASE).orElseThrow());

        assertThat(recorded).containsExactly(new CompletePayment(new PaymentId("q"), 1, "ch_1"));
        assertThat(workList.lease(LEASE)).isEmpty();
    }

    private void record(PaymentCommand command, MessageContext context) {
        recorded.add(command);
    }

    private void callWith(Supplier<GatewayAnswer> answers, BiConsumer<PaymentCommand, MessageContext> commands) {
        caller(answers, commands).call(workList.lease(LEASE).orElseThrow());
    }

    private GatewayCaller caller(Supplier<GatewayAnswer> answers, BiConsumer<PaymentCommand, MessageContext> commands) {
        answer = answers;
        AskGateway asking = new AskGateway(new ScriptedGateway(), () -> now, new SimpleMeterRegistry());
        return new GatewayCaller(
                asking, workList, commands, GatewayCaller.Pace.of(GatewaySettings.defaults(), workList, () -> now));
    }

    private static ChargeWork charge(String paymentId) {
        return new ChargeWork(new PaymentId(paymentId), 1, Money.of(1, "EUR"), new PaymentMethod("pm_ok"));
    }

    private class ScriptedGateway implements PaymentGateway {

        @Override
        public GatewayAnswer charge(Charge charge) {
            asked.add("call " + charge.key());
            return answer.get();
        }

        @Override
        public GatewayAnswer refund(Repayment repayment) {
            throw new UnsupportedOperationException("only charges are made here");
        }

        @Override
        public GatewayKnowledge lookUp(Call call) {
            asked.add("look up " + call.key());
            return known.get();
        }

        @Override
        public Duration keepsKeysFor() {
            return KEEPS_KEYS_FOR;
        }
    }
}
