package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.spy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.gateway.GatewayWork.ChargeWork;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class GatewayWorkersTest {

    private static final int CONCURRENCY = 3;
    private static final Duration NEVER_IN_A_TEST = Duration.ofMinutes(10);

    private final BlockingGateway gateway = new BlockingGateway();
    private final AtomicInteger recorded = new AtomicInteger();
    private final CountDownLatch leased = new CountDownLatch(1);
    private final AtomicBoolean breaksDown = new AtomicBoolean();
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);
    private MongoClient client;
    private GatewayWorkList workList;
    private GatewayWorkers workers;

    @BeforeEach
    void start(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        workList = spy(new GatewayWorkList(
                client.getDatabase("work_" + UUID.randomUUID().toString().substring(0, 8)), InstantSource.system()));
        // Before anybody uses it: a spy cannot be told what to do while others call it.
        doAnswer(lease -> {
                    if (breaksDown.compareAndSet(true, false)) {
                        throw new OutOfMemoryError("of a test");
                    }
                    Object found = lease.callRealMethod();
                    if (found instanceof Optional<?> work && work.isPresent()) {
                        leased.countDown();
                        mayGoOn.await();
                    }
                    return found;
                })
                .when(workList)
                .lease(any());
        CommandServiceProperties.Gateway settings = GatewaySettings.with(
                CONCURRENCY, NEVER_IN_A_TEST, NEVER_IN_A_TEST, Duration.ofMillis(10), Duration.ofMillis(10));
        AskGateway asking = new AskGateway(gateway, InstantSource.system(), new SimpleMeterRegistry());
        workers = new GatewayWorkers(
                workList,
                new GatewayCaller(
                        asking,
                        workList,
                        (command, context) -> recorded.incrementAndGet(),
                        GatewayCaller.Pace.of(settings, workList, InstantSource.system())),
                settings);
        workers.start();
    }

    @AfterEach
    void stop() {
        gateway.answer.countDown();
        workers.stop();
        client.close();
    }

    @Test
    void as_many_calls_as_allowed_are_under_way_and_no_more() {
        addWork(CONCURRENCY + 2);

        await().untilAsserted(() -> assertThat(gateway.underWay).hasValue(CONCURRENCY));
        gateway.answer.countDown();
        await().untilAsserted(() -> assertThat(recorded).hasValue(CONCURRENCY + 2));
        assertThat(gateway.most).hasValue(CONCURRENCY);
    }

    @Test
    void a_signal_wakes_workers_that_sleep_until_the_next_poll() {
        gateway.answer.countDown();

        addWork(1);

        await().untilAsserted(() -> assertThat(recorded).hasValue(1));
    }

    @Test
    void want_of_memory_does_not_end_the_calls_for_good() {
        gateway.answer.countDown();
        breaksDown.set(true);

        addWork(1);

        await().untilAsserted(() -> assertThat(recorded).hasValue(1));
    }

    @Test
    void a_stop_waits_for_the_calls_under_way() {
        addWork(1);
        await().untilAsserted(() -> assertThat(gateway.underWay).hasValue(1));
        Thread stopping = Thread.ofPlatform().start(workers::stop);
        await().until(() -> !workers.isRunning());

        gateway.answer.countDown();

        await().until(() -> !stopping.isAlive());
        assertThat(recorded).hasValue(1);
        assertThat(workList.open()).isZero();
    }

    @Test
    void what_is_leased_while_it_stops_is_called_before_it_has_stopped() throws Exception {
        gateway.answer.countDown();
        mayGoOn = new CountDownLatch(1);
        addWork(1);
        leased.await();

        Thread stopping = Thread.ofPlatform().start(workers::stop);
        await().until(() ->
                Set.of(Thread.State.TIMED_WAITING, Thread.State.TERMINATED).contains(stopping.getState()));
        mayGoOn.countDown();
        stopping.join();

        assertThat(recorded).hasValue(1);
        assertThat(workList.open()).isZero();
    }

    private void addWork(int count) {
        for (int i = 0; i < count; i++) {
            workList.add(
                    new ChargeWork(new PaymentId("p-" + i), 1, Money.of(1, "EUR"), new PaymentMethod("pm_ok")),
                    new MessageContext("correlation", null, null),
                    InstantSource.system().instant());
        }
        workers.signal();
    }

    private static final class BlockingGateway implements PaymentGateway {

        private final CountDownLatch answer = new CountDownLatch(1);
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public GatewayAnswer charge(Charge charge) {
            int now = underWay.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            try {
                answer.await();
                return new GatewayAnswer.Approved("ch_" + charge.key());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new GatewayAnswer.Unresolved("interrupted");
            } finally {
                underWay.decrementAndGet();
            }
        }

        @Override
        public GatewayAnswer refund(Repayment repayment) {
            throw new UnsupportedOperationException("only charges are made here");
        }

        @Override
        public GatewayKnowledge lookUp(Call call) {
            throw new UnsupportedOperationException("no call is repeated here");
        }

        @Override
        public Duration keepsKeysFor() {
            return Duration.ofDays(1);
        }
    }
}
