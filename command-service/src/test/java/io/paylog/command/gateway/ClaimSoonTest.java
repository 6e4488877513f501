package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.api.serialization.MessageSerializer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimSoonTest {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AtomicInteger tries = new AtomicInteger();
    private final SoonAgain executor = new SoonAgain("test", PAUSE);
    private final Configuration axon = DefaultConfigurer.defaultConfiguration(false)
            .configureSerializer(_ -> MessageSerializer.create())
            .configureEmbeddedEventStore(_ -> new InMemoryEventStorageEngine())
            .eventProcessing(processing -> processing
                    .registerDefaultListenerInvocationErrorHandler(_ -> PropagatingErrorHandler.INSTANCE)
                    .registerEventHandler(_ -> new Failing())
                    .registerPooledStreamingEventProcessor(
                            ListGatewayWork.PROCESSOR,
                            Configuration::eventStore,
                            (_, processor) -> processor
                                    .coordinatorExecutor(executor)
                                    .initialSegmentCount(1)
                                    .tokenClaimInterval(PAUSE.toMillis())
                                    .initialToken(StreamableMessageSource::createTailToken)))
            .start();

    @AfterEach
    void stop() {
        axon.shutdown();
        executor.shutdownNow();
    }

    /** By itself, the processor would begin the seventh try after more than a minute. */
    @Test
    @SuppressWarnings("FutureReturnValueIgnored")
    void an_event_that_cannot_be_listed_is_tried_again_after_pauses_that_do_not_grow() {
        executor.scheduleWithFixedDelay(
                new ClaimSoon(axon.eventProcessingConfiguration()), 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);

        axon.eventGateway().publish("an event");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tries).hasValueGreaterThanOrEqualTo(7));
    }

    @ProcessingGroup(ListGatewayWork.PROCESSOR)
    final class Failing {

        @EventHandler
        void on(String event) {
            tries.incrementAndGet();
            throw new IllegalStateException("the store does not answer to " + event);
        }
    }
}
