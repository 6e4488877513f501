package io.paylog.command.gateway.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.gateway.GatewayAnswer.Approved;
import io.paylog.command.gateway.GatewayAnswer.Declined;
import io.paylog.command.gateway.GatewayAnswer.Unresolved;
import io.paylog.command.gateway.PaymentGateway;
import io.paylog.command.gateway.PaymentGateway.Charge;
import io.paylog.command.gateway.PaymentGateway.Repayment;
import io.paylog.command.gateway.contract.GatewayUnderTest;
import io.paylog.command.gateway.contract.PaymentGatewayContract;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class SimulatedGatewayTest extends PaymentGatewayContract {

    private static final PaymentId PAYMENT = new PaymentId("p");

    private final MongoClient client;
    private final MongoDatabase database;
    private final Availability availability;
    private final SimulatedGateway simulated;

    SimulatedGatewayTest(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        database = client.getDatabase("gateway_" + UUID.randomUUID().toString().substring(0, 8));
        availability = new Availability(database);
        simulated = gatewayIn(database);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Override
    protected GatewayUnderTest open() {
        return new Harness();
    }

    @Test
    void what_never_answers_moves_nothing() {
        Charge charge = charge("pm_unavailable");

        assertThat(simulated.charge(charge)).isInstanceOf(Unresolved.class);
        assertThat(simulated.charge(charge)).isInstanceOf(Unresolved.class);
        assertThat(simulated.lookUp(charge)).isInstanceOf(Unresolved.class);
        assertThat(moved(charge.key())).isZero();
    }

    @Test
    void what_is_charged_but_not_paid_back_has_its_refunds_declined_for_good() {
        Approved charged = (Approved) simulated.charge(charge("pm_refund_declined"));
        Repayment repayment = new Repayment("p:refund:r", PAYMENT, Money.of(1, "EUR"), charged.reference());

        assertThat(simulated.refund(repayment)).isInstanceOf(Declined.class).isEqualTo(simulated.refund(repayment));
        assertThat(moved(repayment.key())).isZero();
    }

    @Test
    void switched_off_it_does_nothing_until_it_is_switched_on_for_every_process() {
        Charge charge = charge("pm_ok");
        availability.change(false);

        assertThat(simulated.charge(charge)).isInstanceOf(Unresolved.class);
        assertThat(moved(charge.key())).isZero();
        availability.change(true);
        assertThat(simulated.charge(charge)).isInstanceOf(Approved.class);
    }

    private static SimulatedGateway gatewayIn(MongoDatabase database) {
        return new SimulatedGateway(new Ledger(database), new Availability(database), Duration.ofMillis(1));
    }

    private static Charge charge(String method) {
        return new Charge("p:charge:1", PAYMENT, Money.of(2, "EUR"), new PaymentMethod(method));
    }

    /** Reads the books themselves. */
    private long moved(String key) {
        Document entry = database.getCollection("simulated_gateway")
                .find(new Document("_id", key))
                .first();
        return entry == null ? 0 : entry.getLong("amount") * entry.getInteger("movements");
    }

    private final class Harness implements GatewayUnderTest {

        @Override
        public PaymentGateway gateway() {
            return simulated;
        }

        @Override
        public PaymentGateway unreachable() {
            MongoDatabase elsewhere = client.getDatabase(database.getName() + "_off");
            new Availability(elsewhere).change(false);
            return gatewayIn(elsewhere);
        }

        @Override
        public PaymentMethod approved() {
            return new PaymentMethod("pm_ok");
        }

        @Override
        public PaymentMethod declined() {
            return new PaymentMethod("pm_declined");
        }

        @Override
        public PaymentMethod answerLost() {
            return new PaymentMethod("pm_timeout_once");
        }

        @Override
        public long moved(String key) {
            return SimulatedGatewayTest.this.moved(key);
        }
    }
}
