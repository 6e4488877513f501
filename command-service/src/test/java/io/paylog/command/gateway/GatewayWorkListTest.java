package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.RefundId;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.gateway.GatewayWork.ChargeWork;
import io.paylog.command.gateway.GatewayWork.RefundWork;
import io.paylog.command.gateway.GatewayWorkList.Lease;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class GatewayWorkListTest {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Money MONEY = Money.of(1_000, "EUR");
    private static final ChargeWork CHARGE = new ChargeWork(new PaymentId("p"), 1, MONEY, new PaymentMethod("pm_ok"));
    private static final RefundWork REFUND = new RefundWork(new PaymentId("p"), new RefundId("1"), MONEY, "ch_1");
    private static final MessageContext CONTEXT = new MessageContext("correlation", "cause", null);

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private MongoClient client;
    private MongoDatabase database;
    private GatewayWorkList workList;

    @BeforeEach
    void open(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        database = client.getDatabase("work_" + UUID.randomUUID().toString().substring(0, 8));
        workList = new GatewayWorkList(database, () -> now);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void work_comes_back_as_it_was_added() {
        workList.add(CHARGE, CONTEXT, now);

        Lease lease = workList.lease(LEASE).orElseThrow();

        assertThat(lease.work()).isEqualTo(CHARGE);
        assertThat(lease.context()).isEqualTo(CONTEXT);
        assertThat(lease.calls()).isEqualTo(1);
    }

    @Test
    void work_added_twice_is_done_once() {
        workList.add(CHARGE, CONTEXT, now);
        workList.add(CHARGE, CONTEXT, now);

        assertThat(workList.lease(LEASE)).isPresent();
        assertThat(workList.lease(LEASE)).isEmpty();
    }

    @Test
    void a_charge_and_a_refund_are_different_work_whatever_they_are_called() {
        workList.add(CHARGE, CONTEXT, now);
        workList.add(REFUND, CONTEXT, now);

        assertThat(workList.open()).isEqualTo(2);
    }

    @Test
    void what_has_been_due_longest_comes_first() {
        workList.add(REFUND, CONTEXT, now);
        now = now.plusSeconds(1);
        workList.add(CHARGE, CONTEXT, now);

        assertThat(workList.lease(LEASE).orElseThrow().work()).isEqualTo(REFUND);
    }

    @Test
    void work_of_a_worker_that_died_is_done_by_another_with_the_same_key() {
        workList.add(CHARGE, CONTEXT, now);
        Lease lost = workList.lease(LEASE).orElseThrow();
        now = now.plus(LEASE);

        Lease again = workList.lease(LEASE).orElseThrow();

        assertThat(again.work().key()).isEqualTo(lost.work().key());
        assertThat(again.calls()).isEqualTo(2);
    }

    @Test
    void a_worker_whose_lease_ran_out_changes_nothing_anymore() {
        workList.add(CHARGE, CONTEXT, now);
        Lease lost = workList.lease(LEASE).orElseThrow();
        now = now.plus(LEASE);
        workList.lease(LEASE);

        workList.complete(lost);
        workList.postpone(lost, Duration.ZERO);
        workList.park(lost, "late");

        assertThat(workList.open()).isEqualTo(1);
        assertThat(workList.parked()).isZero();
        assertThat(workList.lease(LEASE)).isEmpty();
    }

    @Test
    void completed_work_is_gone() {
        workList.add(CHARGE, CONTEXT, now);

        workList.complete(workList.lease(LEASE).orElseThrow());

        assertThat(workList.open()).isZero();
    }

    @Test
    void postponed_work_is_due_after_its_pause() {
        workList.add(CHARGE, CONTEXT, now);
        workList.postpone(workList.lease(LEASE).orElseThrow(), Duration.ofSeconds(5));

        now = now.plusSeconds(4);
        assertThat(workList.lease(LEASE)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(workList.lease(LEASE)).isPresent();
    }

    @Test
    void entries_that_cannot_be_read_are_parked_and_hold_up_nothing() {
        for (int i = 0; i < 3; i++) {
            insert(new Document("_id", "p:refund:" + i).append("kind", "refund"));
        }
        workList.add(CHARGE, CONTEXT, now);

        assertThat(workList.lease(LEASE).orElseThrow().work()).isEqualTo(CHARGE);
        assertThat(workList.parked()).isEqualTo(3);
    }

    @Test
    void work_of_a_newer_kind_is_left_to_newer_nodes_and_holds_up_nothing() {
        Document newer = new Document("_id", "p:levitate:1").append("kind", "levitate");
        insert(newer);
        workList.add(CHARGE, CONTEXT, now);

        assertThat(workList.lease(LEASE).orElseThrow().work()).isEqualTo(CHARGE);
        assertThat(workList.lease(LEASE)).isEmpty();
        assertThat(database.getCollection("gateway_work")
                        .find(new Document("_id", "p:levitate:1"))
                        .first())
                .isEqualTo(newer);
        assertThat(workList.open()).isEqualTo(2);
    }

    private void insert(Document entry) {
        database.getCollection("gateway_work")
                .insertOne(entry.append("calls", 0).append("dueAt", Date.from(now.minusSeconds(60))));
    }

    @Test
    void a_person_has_parked_work_looked_up_again() {
        workList.add(CHARGE, CONTEXT, now);
        workList.park(workList.lease(LEASE).orElseThrow(), "contradiction");

        edit(
                CHARGE.key(),
                Updates.combine(
                        Updates.set("dueAt", Date.from(now)),
                        Updates.set("openSince", Date.from(now)),
                        Updates.unset("refused")));

        assertThat(workList.parked()).isZero();
        assertThat(workList.open()).isEqualTo(1);
        assertThat(workList.lease(LEASE).orElseThrow().calls()).isEqualTo(2);
    }

    @Test
    void a_person_lets_a_key_count_as_new() {
        workList.add(CHARGE, CONTEXT, now.minus(Duration.ofDays(2)));
        workList.postpone(workList.lease(LEASE).orElseThrow(), Duration.ZERO);

        edit(CHARGE.key(), Updates.set("callableSince", Date.from(now)));

        Lease lease = workList.lease(LEASE).orElseThrow();
        assertThat(lease.callableSince()).isEqualTo(now);
        assertThat(lease.calls()).isEqualTo(2);
    }

    private void edit(String key, Bson change) {
        database.getCollection("gateway_work").updateOne(new Document("_id", key), change);
    }

    @Test
    void the_store_may_take_longer_to_build_an_index_than_to_answer(LocalStores stores) {
        List<BsonDocument> builds = new ArrayList<>();
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(stores.mongoUri()))
                .applyToSocketSettings(socket -> socket.readTimeout(5, TimeUnit.SECONDS))
                .addCommandListener(new CommandListener() {

                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (event.getCommandName().equals("createIndexes")) {
                            builds.add(event.getCommand().clone());
                        }
                    }
                })
                .build();
        try (MongoClient impatient = MongoClients.create(settings)) {
            new GatewayWorkList(impatient.getDatabase(database.getName()), () -> now).open();
        }

        assertThat(builds)
                .isNotEmpty()
                .allSatisfy(build ->
                        assertThat(build.getNumber("maxTimeMS").longValue()).isGreaterThan(60_000));
    }

    @Test
    void parked_work_waits_for_a_person() {
        workList.add(CHARGE, CONTEXT, now);
        workList.park(workList.lease(LEASE).orElseThrow(), "contradiction");
        now = now.plus(LEASE).plus(LEASE);

        assertThat(workList.lease(LEASE)).isEmpty();
        assertThat(workList.parked()).isEqualTo(1);
    }

    @Test
    void hastened_calls_are_due_at_once_those_due_next_first_and_no_more_than_allowed() {
        workList.add(CHARGE, CONTEXT, now);
        workList.postpone(workList.lease(LEASE).orElseThrow(), Duration.ofSeconds(50));
        workList.add(REFUND, CONTEXT, now);
        workList.postpone(workList.lease(LEASE).orElseThrow(), Duration.ofSeconds(5));

        assertThat(workList.hasten(1)).isEqualTo(1);

        assertThat(workList.lease(LEASE).orElseThrow().work()).isEqualTo(REFUND);
        assertThat(workList.lease(LEASE)).isEmpty();
    }

    @Test
    void a_call_under_way_is_not_hastened() {
        workList.add(CHARGE, CONTEXT, now);
        workList.lease(LEASE);

        assertThat(workList.hasten(10)).isZero();
        assertThat(workList.lease(LEASE)).isEmpty();
    }

    @Test
    void since_when_work_may_have_been_called_is_known_from_what_asked_for_it() {
        Instant asked = now;
        now = now.plusSeconds(7);
        workList.add(CHARGE, CONTEXT, asked);
        workList.postpone(workList.lease(LEASE).orElseThrow(), Duration.ZERO);
        now = now.plusSeconds(7);

        assertThat(workList.lease(LEASE).orElseThrow().callableSince()).isEqualTo(asked);
    }

    @Test
    void work_of_a_clock_that_is_ahead_is_callable_from_its_first_call_on() {
        workList.add(CHARGE, CONTEXT, now.plusSeconds(60));
        Instant first = now;
        workList.postpone(workList.lease(LEASE).orElseThrow(), Duration.ZERO);
        now = now.plusSeconds(7);

        assertThat(workList.lease(LEASE).orElseThrow().callableSince()).isEqualTo(first);
    }

    @Test
    void calls_that_wait_too_long_are_counted_by_kind() {
        workList.add(CHARGE, CONTEXT, now);
        now = now.plusSeconds(60);
        workList.add(REFUND, CONTEXT, now);

        assertThat(workList.openLongerThan(Duration.ofSeconds(60), "charge")).isEqualTo(1);
        assertThat(workList.openLongerThan(Duration.ofSeconds(61), "charge")).isZero();
        assertThat(workList.openLongerThan(Duration.ofSeconds(60), "refund")).isZero();
        assertThat(workList.oldest("charge")).isEqualTo(Duration.ofSeconds(60));
        assertThat(workList.oldest("refund")).isZero();
    }

    @Test
    void what_is_done_or_parked_waits_no_longer() {
        workList.add(CHARGE, CONTEXT, now);
        workList.park(workList.lease(LEASE).orElseThrow(), "contradiction");
        workList.add(REFUND, CONTEXT, now);
        workList.complete(workList.lease(LEASE).orElseThrow());
        now = now.plusSeconds(60);

        assertThat(workList.openLongerThan(Duration.ZERO, "charge")).isZero();
        assertThat(workList.oldest("charge")).isZero();
        assertThat(workList.oldest("refund")).isZero();
    }
}
