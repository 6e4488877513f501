package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentEvent.PaymentRefunded;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever gets lost, dies or is repeated: the gateway's books and the payments say the same in the end. */
@ExtendWith(LocalStoresExtension.class)
class RandomHistoriesTest {

    private static final int TURNS = 300;
    private static final int SEEDS = 12;
    private static final Duration FOR_EVER = Duration.ofDays(365);
    private static final Duration FOR_HOURS = Duration.ofHours(6);
    private static final Set<PaymentStatus> CHARGED =
            EnumSet.of(PaymentStatus.COMPLETED, PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED);

    private final MongoClient client;

    RandomHistoriesTest(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** Always the same ones, so that a failure is no accident, and one that nobody has tried before. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, SEEDS), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_books_of_the_gateway_equal_the_payments(long seed) {
        Settled settled = settle(seed, FOR_EVER, gateway -> gateway);

        assertBooksEqual(seed, settled);
        assertThat(settled.unanswered()).as("unanswered with seed %d", seed).isEmpty();
        assertThat(settled.parked()).as("parked with seed %d", seed).isZero();
    }

    /** What was done may be listed again days later; nothing but the time of its event tells that it is old. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_gateway_that_forgets_keys_moves_no_money_twice(long seed) {
        Settled settled = settle(seed, FOR_HOURS, gateway -> gateway);

        assertThat(settled.gateway().keysOfMovements())
                .as("movements with seed %d", seed)
                .doesNotHaveDuplicates();
        assertBooksEqual(seed, settled.answered());
        assertThat(settled.parked()).as("parked with seed %d", seed).isZero();
    }

    @Test
    void a_key_that_changes_with_each_call_would_be_noticed() {
        AtomicInteger calls = new AtomicInteger();

        assertThatThrownBy(() -> checkBooks(gateway -> new AdapterOf(gateway) {

                    @Override
                    public GatewayAnswer charge(Charge charge) {
                        String key = charge.key() + ":" + calls.incrementAndGet();
                        return gateway.charge(
                                new Charge(key, charge.paymentId(), charge.money(), charge.paymentMethod()));
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("charges of p-");
    }

    @Test
    void an_adapter_that_takes_a_time_out_for_a_no_would_be_noticed() {
        assertThatThrownBy(() -> checkBooks(gateway -> new AdapterOf(gateway) {

                    @Override
                    public GatewayAnswer charge(Charge charge) {
                        GatewayAnswer answer = gateway.charge(charge);
                        return answer instanceof GatewayAnswer.Unresolved
                                ? new GatewayAnswer.Declined(new Failure("timed_out", "no answer", true))
                                : answer;
                    }
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("charges of p-");
    }

    private void checkBooks(UnaryOperator<PaymentGateway> adapter) {
        LongStream.rangeClosed(1, SEEDS).forEach(seed -> assertBooksEqual(seed, settle(seed, FOR_EVER, adapter)));
    }

    private Settled settle(long seed, Duration keepsKeysFor, UnaryOperator<PaymentGateway> adapter) {
        MongoDatabase database =
                client.getDatabase("history_" + UUID.randomUUID().toString().substring(0, 8));
        try (RandomHistory history = new RandomHistory(seed, database, keepsKeysFor, adapter)) {
            history.run(TURNS);
            Map<PaymentId, List<PaymentEvent>> payments =
                    history.events().stream().collect(Collectors.groupingBy(PaymentEvent::paymentId));
            return new Settled(history.gateway(), payments, history.unanswered(), history.parked());
        } finally {
            database.drop();
        }
    }

    private static void assertBooksEqual(long seed, Settled settled) {
        settled.payments().forEach((id, events) -> assertBooksEqual(seed, settled.gateway(), id, events));
    }

    private static void assertBooksEqual(
            long seed, FaultyGateway gateway, PaymentId payment, List<PaymentEvent> events) {
        PaymentStatus status = events.getLast().status();
        long amount = events.getFirst().money().amount();
        assertThat(gateway.charged(payment))
                .as("charges of %s, which is %s, with seed %d", payment, status, seed)
                .isEqualTo(CHARGED.contains(status) ? List.of(amount) : List.of());
        long paidBack =
                gateway.paidBack(payment).stream().mapToLong(Long::longValue).sum();
        assertThat(paidBack)
                .as("refunds of %s, which is %s, with seed %d", payment, status, seed)
                .isEqualTo(refunded(events))
                .isLessThanOrEqualTo(CHARGED.contains(status) ? amount : 0);
        assertThat(status).isNotEqualTo(PaymentStatus.PROCESSING);
        assertThat(status == PaymentStatus.REFUNDED).isEqualTo(paidBack == amount);
    }

    private static long refunded(List<PaymentEvent> events) {
        return events.stream()
                .filter(PaymentRefunded.class::isInstance)
                .mapToLong(event -> ((PaymentRefunded) event).refundAmount())
                .sum();
    }

    /**
     * @param unanswered keys of calls of which only a person can find out what became of them
     * @param parked how many answers contradict their payment
     */
    private record Settled(
            FaultyGateway gateway, Map<PaymentId, List<PaymentEvent>> payments, List<String> unanswered, long parked) {

        /** Without the payments that wait for a person. */
        Settled answered() {
            Map<PaymentId, List<PaymentEvent>> others = new HashMap<>(payments);
            others.keySet().removeIf(id -> unanswered.stream().anyMatch(key -> key.startsWith(id + ":")));
            return new Settled(gateway, others, List.of(), parked);
        }
    }

    /** Passes everything on; what is derived from it changes one thing. */
    private static class AdapterOf implements PaymentGateway {

        private final PaymentGateway gateway;

        AdapterOf(PaymentGateway gateway) {
            this.gateway = gateway;
        }

        @Override
        public GatewayAnswer charge(Charge charge) {
            return gateway.charge(charge);
        }

        @Override
        public GatewayAnswer refund(Repayment repayment) {
            return gateway.refund(repayment);
        }

        @Override
        public GatewayKnowledge lookUp(Call call) {
            return gateway.lookUp(call);
        }

        @Override
        public Duration keepsKeysFor() {
            return gateway.keepsKeysFor();
        }
    }
}
