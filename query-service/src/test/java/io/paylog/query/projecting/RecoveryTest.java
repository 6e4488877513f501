package io.paylog.query.projecting;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class RecoveryTest {

    private static final Duration OUTAGE = Duration.ofMinutes(1);

    /** Between 8 and 16 s, two pauses of the processor. So it is in the longer one, of which more than 5 s are left. */
    private static final Duration QUIET = Duration.ofSeconds(9);

    private static final Duration SOON = Duration.ofSeconds(5);

    private final TestLog log = new TestLog();

    @Test
    void a_projection_goes_on_soon_after_a_long_outage_of_its_store(LocalStores stores) throws IOException {
        try (TestNode node = new TestNode(stores, log, TestService.newDatabase())) {
            append(0);
            awaitComplete(node);
            node.line().cut();
            append(1);
            AtomicLong failures = new AtomicLong();
            await().atMost(OUTAGE).during(QUIET).until(() -> {
                long now = node.runtime().failures();
                return now > 0 && failures.getAndSet(now) == now;
            });
            node.line().heal();

            awaitComplete(node);
            await().until(() -> node.runtime().status().state() == ProjectionStatus.State.RUNNING);
        }
    }

    private void append(int n) {
        log.append(PaymentStory.of("p-" + n, "org-1", 10).created(), CREATED_AT);
    }

    private void awaitComplete(TestNode node) {
        // The store may still be away.
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> node.runtime().position().current() == log.head());
    }
}
