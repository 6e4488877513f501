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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class RecoveryTest {

    private static final Duration OUTAGE = Duration.ofSeconds(30);

    /** After so many, the processor by itself would wait for longer than this test does. */
    private static final long FAILURES = 5;

    private final TestLog log = new TestLog();

    @Test
    void a_projection_goes_on_soon_after_a_long_outage_of_its_store(LocalStores stores) throws IOException {
        try (TestNode node = new TestNode(stores, log, TestService.newDatabase())) {
            append(0);
            awaitComplete(node);
            node.line().cut();
            append(1);
            await().atMost(OUTAGE).until(() -> node.runtime().failures() >= FAILURES);
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
        await().ignoreExceptions().until(() -> node.runtime().position().current() == log.head());
    }
}
