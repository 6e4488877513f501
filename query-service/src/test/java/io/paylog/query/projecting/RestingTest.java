package io.paylog.query.projecting;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a projection asks of the store while nothing happens; it asks it day and night. */
@ExtendWith(LocalStoresExtension.class)
class RestingTest {

    private final TestLog log = new TestLog();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private LocalStores stores;
    private MongoClient client;

    @BeforeEach
    void connect(LocalStores localStores) {
        stores = localStores;
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(stores.mongoUri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        String name = event.getCommandName();
                        sent.add(name + " " + event.getCommand().getString(name).getValue());
                    }
                })
                .build());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    /** Its heart beats often, and nothing else comes round during a test. */
    private static ProjectionSettings settings() {
        Duration often = Duration.ofMillis(20);
        Duration never = Duration.ofHours(1);
        return new ProjectionSettings(
                16, 4, 2, 256, never.multipliedBy(2), never, never, never, often, often.multipliedBy(10));
    }

    private ProjectionRuntime<PaymentDocument, PaymentEvent> started(ProjectionSettings settings) {
        ProjectionRuntime<PaymentDocument, PaymentEvent> runtime = new ProjectionRuntime<>(
                new PaymentProjection(),
                new ProjectionEnvironment(
                        log, client.getDatabase(TestService.newDatabase()), MessageSerializer.create(), settings),
                List.of());
        runtime.start();
        for (int i = 0; i < 20; i++) {
            log.append(PaymentStory.of("p-" + i, "org-1", 10).created(), CREATED_AT);
        }
        await().until(() -> runtime.position().known() == 20);
        return runtime;
    }

    private long sent(String command) {
        return sent.stream().filter(command::equals).count();
    }

    @Test
    void a_heartbeat_is_three_commands_and_nothing_else_is_sent() {
        ProjectionRuntime<PaymentDocument, PaymentEvent> runtime = started(settings());
        try {
            sent.clear();

            await().until(() -> sent("update nodes") > 20);

            List<String> all = List.copyOf(sent);
            assertThat(all).containsOnly("find tokens", "update nodes", "find nodes");
            long beats = all.stream().filter("update nodes"::equals).count();
            // One may have begun before, one not be over.
            assertThat(all).hasSizeBetween(3 * (int) beats - 3, 3 * (int) beats + 3);
        } finally {
            runtime.stop();
        }
    }
}
