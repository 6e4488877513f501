package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.List;
import org.axonframework.extensions.mongo.util.MongoTemplateFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * The suites that Axon publishes for its stores in MongoDB, as they are, over the MongoDB that all tests use: see
 * {@link MongoTemplateFactory}. Then those that it publishes for dead letters of any kind, over queues as this service
 * configures stores.
 */
class AxonMongoSuitesTest {

    private static final String PUBLISHED = "org.axonframework.extensions.mongo.";

    /**
     * Some of the tests give their threads a tenth of a second, which is not always enough on a machine that is busy with other
     * things. What is broken fails each time.
     */
    private static final int ATTEMPTS = 5;

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLISHED + "eventsourcing.tokenstore.MongoTokenStoreTest",
                PUBLISHED + "eventsourcing.tokenstore.MongoTokenStoreSkipIndexTest",
                PUBLISHED + "eventhandling.deadletter.MongoSequencedDeadLetterQueueTest",
                PUBLISHED + "eventhandling.deadletter.MongoDeadLetteringIntegrationTest",
                "io.paylog.query.projecting.DeadLetterSuites$OfTheQueue",
                "io.paylog.query.projecting.DeadLetterSuites$OfProcessors"
            })
    void each_test_of_the_suite_succeeds(String suite) {
        Events tests = run(List.of(selectClass(suite)));
        assertThat(tests.started().count()).isPositive();
        List<Event> failed = tests.failed().list();
        for (int attempt = 2; attempt <= ATTEMPTS && !failed.isEmpty(); attempt++) {
            failed = run(failed.stream().map(AxonMongoSuitesTest::again).toList())
                    .failed()
                    .list();
        }

        assertThat(failed).map(AxonMongoSuitesTest::described).isEmpty();
    }

    @Test
    void a_suite_that_finds_something_is_heard() {
        assertThat(run(List.of(selectClass(DeadLetterSuites.OfABrokenQueue.class)))
                        .failed()
                        .count())
                .isGreaterThan(10);
    }

    private static Events run(List<? extends DiscoverySelector> selectors) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectors.toArray(DiscoverySelector[]::new))
                .execute()
                .testEvents();
    }

    private static DiscoverySelector again(Event failed) {
        return selectUniqueId(failed.getTestDescriptor().getUniqueId());
    }

    private static String described(Event failed) {
        return failed.getTestDescriptor().getDisplayName() + ": "
                + failed.getRequiredPayload(TestExecutionResult.class).getThrowable();
    }
}
