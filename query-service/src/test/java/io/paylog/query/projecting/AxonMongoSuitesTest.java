package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.deadletter.DeadLetteringEventIntegrationTest;
import org.axonframework.extensions.mongo.util.MongoTemplateFactory;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueueTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The suites that Axon publishes for its stores in MongoDB, as they are, over the MongoDB that all tests use: see
 * {@link MongoTemplateFactory}. Then those that it publishes for dead letters of any kind, over queues as this service
 * configures stores.
 */
class AxonMongoSuitesTest {

    private static final String PUBLISHED = "org.axonframework.extensions.mongo.";
    private static final String OURS = "io.paylog.query.projecting.DeadLetterSuites$";

    /**
     * What gives its threads a tenth of a second, or one at most, which is not always enough on a machine that is busy with
     * other things. What is broken fails each time.
     */
    private static final Set<String> HASTY = Set.of(
            "processInvocationReturnsFalseIfAllLetterSequencesAreClaimed",
            "processWithLetterPredicateReturnsFalseIfAllLetterSequencesAreClaimed",
            "failedEventHandlingEnqueuesTheEvent",
            "eventsInTheSameSequenceAreAllEnqueuedIfOneOfThemFails",
            "successfulRetryingLettersEvictsTheLettersFromTheQueue",
            "unsuccessfulProcessingLettersRequeuesTheLettersInTheQueue",
            "publishEventsAndProcessDeadLettersConcurrentlyShouldWorkFine",
            "publishEventsAndProcessDeadLettersConcurrentlyInBulkShouldWorkFine",
            "causeFromDecisionShouldBeStored",
            "deadLetterEventProcessingTaskIsUsingInterceptor",
            "largeThrowableMessageIsTruncatedUponCauseCreation",
            "processedDeadLetterIsResolvedAsParameterToEventHandlers");

    private static final int ATTEMPTS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(AxonMongoSuitesTest.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                PUBLISHED + "eventsourcing.tokenstore.MongoTokenStoreTest",
                PUBLISHED + "eventsourcing.tokenstore.MongoTokenStoreSkipIndexTest",
                PUBLISHED + "eventhandling.deadletter.MongoSequencedDeadLetterQueueTest",
                PUBLISHED + "eventhandling.deadletter.MongoDeadLetteringIntegrationTest",
                OURS + "OfTheQueue",
                OURS + "OfProcessors"
            })
    void each_test_of_a_published_suite_succeeds(String suite) {
        List<Event> failed = failedOf(suite);
        for (int attempt = 2; attempt <= ATTEMPTS && areHasty(failed); attempt++) {
            failed.forEach(failure -> LOG.warn("Repeated: {}", described(failure)));
            failed = run(failed.stream().map(AxonMongoSuitesTest::again).toList())
                    .failed()
                    .list();
        }

        assertThat(failed).map(AxonMongoSuitesTest::described).isEmpty();
    }

    @Test
    void each_test_that_may_be_repeated_is_one_of_axon() {
        assertThat(Stream.of(SequencedDeadLetterQueueTest.class, DeadLetteringEventIntegrationTest.class)
                        .flatMap(suite -> Stream.of(suite.getDeclaredMethods()))
                        .map(Method::getName))
                .containsAll(HASTY);
    }

    private static List<Event> failedOf(String suite) {
        Events tests = run(List.of(selectClass(suite)));
        assertThat(tests.started().count()).isPositive();
        return tests.failed().list();
    }

    private static boolean areHasty(List<Event> failed) {
        return !failed.isEmpty() && failed.stream().allMatch(AxonMongoSuitesTest::isHasty);
    }

    private static boolean isHasty(Event failed) {
        return failed.getTestDescriptor()
                .getSource()
                .filter(source -> source instanceof MethodSource method && HASTY.contains(method.getMethodName()))
                .isPresent();
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
