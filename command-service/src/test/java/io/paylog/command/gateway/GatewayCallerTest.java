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
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.gateway.GatewayWork.ChargeWork;
import io.paylog.command.gateway.GatewayWorkList.Lease;
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

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final PaymentId PAYMENT = new PaymentId("p");
    private static final Failure DECLINED = new Failure("card_declined", "no", true);

    private final List<PaymentCommand> recorded = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private MongoClient client;
    private GatewayWorkList workList;

    @BeforeEach
    void open(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        workList = new GatewayWorkList(
                client.getDatabase("work_" + UUID.randomUUID().toString().substring(0, 8)), () -> now);
        workList.add(
                new ChargeWork(PAYMENT, 1, Money.of(1, "EUR"), new PaymentMethod("pm_ok")),
                new MessageContext("correlation", null, null));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void a_yes_completes_the_payment() {
        callWith(() -> new GatewayAnswer.Approved("ch_1"), this::record);

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
        callWith(() -> new GatewayAnswer.Unresolved("timed out"), this::record);
        assertThat(recorded).isEmpty();
        now = now.plus(LONGEST_PAUSE);

        callWith(() -> new GatewayAnswer.Approved("ch_1"), this::record);

        assertThat(recorded).containsExactly(new CompletePayment(PAYMENT, 1, "ch_1"));
        assertThat(keys).containsExactly("p:charge:1", "p:charge:1");
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
        callWith(() -> new GatewayAnswer.Approved("ch_1"), (command, context) -> {
            throw new IllegalStateException("the log does not answer");
        });
        now = now.plusSeconds(1);

        callWith(() -> new GatewayAnswer.Approved("ch_1"), this::record);

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

    private void record(PaymentCommand command, MessageContext context) {
        recorded.add(command);
    }

    private void callWith(Supplier<GatewayAnswer> answer, BiConsumer<PaymentCommand, MessageContext> commands) {
        Lease lease = workList.lease(LEASE).orElseThrow();
        new GatewayCaller(new ScriptedGateway(answer), workList, commands, settings(), new SimpleMeterRegistry())
                .call(lease);
    }

    private static CommandServiceProperties.Gateway settings() {
        return new CommandServiceProperties.Gateway(
                "simulated",
                false,
                1,
                LEASE,
                Duration.ofMillis(500),
                Duration.ofMillis(500),
                LONGEST_PAUSE,
                Duration.ofSeconds(10),
                Duration.ofSeconds(2));
    }

    private class ScriptedGateway implements PaymentGateway {

        private final Supplier<GatewayAnswer> answer;

        ScriptedGateway(Supplier<GatewayAnswer> answer) {
            this.answer = answer;
        }

        @Override
        public GatewayAnswer charge(Charge charge) {
            keys.add(charge.key());
            return answer.get();
        }

        @Override
        public GatewayAnswer refund(Repayment repayment) {
            throw new UnsupportedOperationException("only charges are made here");
        }
    }
}
