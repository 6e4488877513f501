package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import io.paylog.query.testing.TestSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@SuppressWarnings("NullAway.Init")
class SupervisorTest {

    private static final String PROJECTION = "supervised";
    private static final int SEGMENTS = 2;
    private static final Duration SOME_HEARTBEATS = Duration.ofMillis(500);

    private final TestLog log = new TestLog();
    private final Failures failures = new Failures(PROJECTION, Clock.systemUTC());
    private final AtomicInteger created = new AtomicInteger();
    private LossyProxy line;
    private MongoClient client;
    private MongoClient direct;
    private MongoDatabase views;
    private ProjectionEnvironment environment;

    @BeforeEach
    void connect(LocalStores stores) throws IOException {
        line = new LossyProxy(stores.mongoUri());
        client = client(line.uri());
        direct = client(stores.mongoUri());
        views = direct.getDatabase(TestService.newDatabase());
        environment = environment(client, TestSettings.projections(SEGMENTS));
        environment.makeSegments(PROJECTION, failures);
    }

    private static MongoClient client(String uri, CommandListener... listeners) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(300, TimeUnit.MILLISECONDS))
                .commandListenerList(List.of(listeners))
                .build());
    }

    private ProjectionEnvironment environment(MongoClient over, ProjectionSettings settings) {
        return new ProjectionEnvironment(log, over.getDatabase(views.getName()), MessageSerializer.create(), settings);
    }

    @AfterEach
    void disconnect() throws IOException {
        views.drop();
        direct.close();
        client.close();
        line.close();
    }

    private Supervisor supervisor(Supervisor.Runs runs) {
        return new Supervisor(PROJECTION, "documents", environment, runs, failures);
    }

    private ProjectionRun run(ProjectionEnvironment over, IntSupplier share, Runnable onProgress) {
        ProjectionInvoker<PaymentEvent> invoker = new ProjectionInvoker<>(PaymentEvent.class, batch -> {}, failures);
        return new ProjectionRun(PROJECTION, over, invoker, failures, onProgress, position -> {}, share);
    }

    /** A second failure in a row comes after a pause of the processor, in which several heartbeats have failed. */
    private void outage() {
        long before = failures.total();
        line.cut();
        await().until(() -> failures.total() > before + 1);
        line.heal();
    }

    @Test
    void a_run_that_could_not_be_started_anew_is_begun_once_more(LocalStores stores) {
        MongoClient closed = client(stores.mongoUri());
        ProjectionEnvironment broken = environment(closed, TestSettings.projections(SEGMENTS));
        closed.close();
        Supervisor supervisor = supervisor(
                (share, onProgress) -> run(created.incrementAndGet() == 2 ? broken : environment, share, onProgress));
        supervisor.start();
        await().until(() -> supervisor.segments().size() == SEGMENTS);
        outage();

        await().until(() -> created.get() == 3);
        await().until(() -> supervisor.segments().size() == SEGMENTS);
        assertThat(supervisor.failing()).isFalse();
        supervisor.stop();
    }

    @Test
    void what_is_stopped_while_it_is_begun_anew_stays_stopped() throws InterruptedException {
        CountDownLatch recovering = new CountDownLatch(1);
        Supervisor supervisor = supervisor((share, onProgress) -> {
            if (created.incrementAndGet() == 2) {
                recovering.countDown();
                awaitInterruption();
            }
            return run(environment, share, onProgress);
        });
        supervisor.start();
        await().until(() -> supervisor.segments().size() == SEGMENTS);
        outage();
        recovering.await();
        supervisor.stop();

        await().during(SOME_HEARTBEATS).until(this::nothingRuns);
        assertThat(created).hasValue(2);
    }

    @Test
    void a_failure_is_forgotten_when_another_node_has_passed_it_and_only_then() {
        TokenStore other =
                environment(direct, TestSettings.projections(SEGMENTS)).tokenStore(failures);
        other.fetchToken(PROJECTION, 0);
        other.storeToken(new GlobalSequenceTrackingToken(5), PROJECTION, 0);
        Supervisor supervisor = supervisor((share, onProgress) -> run(environment, share, onProgress));
        supervisor.start();
        await().until(() -> supervisor.segments().size() == 1);

        failures.failed(0, 5, new IllegalStateException("transient"));
        await().until(() -> !supervisor.failing());
        failures.failed(0, 6, new IllegalStateException("not passed yet"));
        await().during(SOME_HEARTBEATS).until(supervisor::failing);
        other.storeToken(new GlobalSequenceTrackingToken(6), PROJECTION, 0);
        await().until(() -> !supervisor.failing());
        failures.failed(1, 0, new IllegalStateException("its own"));
        await().during(SOME_HEARTBEATS).until(supervisor::failing);
        supervisor.stop();
    }

    @Test
    void a_node_that_has_been_stopped_is_not_counted_on_again_by_a_beat_that_was_under_way(LocalStores stores) {
        SlowBeat slow = new SlowBeat();
        try (MongoClient slowed = client(stores.mongoUri(), slow)) {
            ProjectionEnvironment node = environment(slowed, TestSettings.projections(SEGMENTS));
            Supervisor supervisor = new Supervisor(
                    PROJECTION, "documents", node, (share, onProgress) -> run(node, share, onProgress), failures);
            supervisor.start();
            slow.next();
            await().until(slow::isUnderWay);
            supervisor.stop();

            await().during(SOME_HEARTBEATS).until(this::nothingRuns);
        }
    }

    /** Holds a beat back until the node has left, or for a while if it does not leave. */
    private static final class SlowBeat implements CommandListener {

        private final CountDownLatch left = new CountDownLatch(1);
        private volatile boolean armed;
        private volatile boolean underWay;

        void next() {
            armed = true;
        }

        boolean isUnderWay() {
            return underWay;
        }

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (armed && !underWay && concernsNodes(event, "update")) {
                underWay = true;
                // A thread of its own: the one that beats is interrupted meanwhile.
                CompletableFuture.runAsync(this::awaitLeaving).join();
            }
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (event.getCommandName().equals("delete")) {
                left.countDown();
            }
        }

        private void awaitLeaving() {
            try {
                boolean _ = left.await(SOME_HEARTBEATS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private static boolean concernsNodes(CommandStartedEvent event, String command) {
            return event.getCommandName().equals(command)
                    && event.getCommand().getString(command).getValue().equals("nodes");
        }
    }

    private static void awaitInterruption() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopping) {
            // Begins all the same, as a thread does that is interrupted a moment too late.
            return;
        }
    }

    private boolean nothingRuns() {
        return views.getCollection("nodes").countDocuments() == 0
                && Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("projection-" + PROJECTION + "-"));
    }
}
