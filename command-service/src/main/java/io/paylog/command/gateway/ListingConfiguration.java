package io.paylog.command.gateway;

import com.mongodb.client.MongoDatabase;
import io.paylog.command.CommandServiceProperties;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogMessageSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The processor that lists gateway work. */
@Configuration(proxyBeanMethods = false)
class ListingConfiguration {

    private static final Duration CLAIM_INTERVAL = Duration.ofSeconds(1);

    /**
     * Well below the time after which a claim counts as given up, also while a batch is being handled; see
     * {@link TokenStore}'s bean.
     */
    private static final Duration CLAIM_EXTENSION = Duration.ofSeconds(1);

    /**
     * The position is stored after each event: events of a batch that fails half-way would be listed again with every
     * retry, and their calls may be done and forgotten by then.
     */
    private static final int BATCH_SIZE = 1;

    /** How long the processor waits at most before it tries again what failed. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    /** How long an event that could not be listed rests at most. */
    private static final Duration CLAIM_AGAIN = Duration.ofSeconds(5);

    @Bean(destroyMethod = "shutdownNow")
    SoonAgain gatewayWorkCoordinator() {
        return new SoonAgain("gateway-work-coordinator", MAX_PAUSE);
    }

    @Bean
    @SuppressWarnings("FutureReturnValueIgnored") // it never ends by itself
    SmartInitializingSingleton gatewayWorkClaims(
            SoonAgain gatewayWorkCoordinator, EventProcessingConfiguration processors) {
        return () -> gatewayWorkCoordinator.scheduleWithFixedDelay(
                new ClaimSoon(processors), CLAIM_AGAIN.toMillis(), CLAIM_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Bean
    ConfigurerModule gatewayWorkProcessor(
            SoonAgain gatewayWorkCoordinator,
            EventLog log,
            EventLogMessageSource source,
            MongoDatabase commandDatabase,
            ListingAlarm alarm,
            CommandServiceProperties properties) {
        long from =
                new LogBinding(commandDatabase).bind(log, properties.gateway().adoptLog());
        return configurer -> configurer
                .eventProcessing()
                .registerDefaultListenerInvocationErrorHandler(configuration -> PropagatingErrorHandler.INSTANCE)
                .registerHandlerInterceptor(ListGatewayWork.PROCESSOR, configuration -> alarm)
                .registerPooledStreamingEventProcessor(
                        ListGatewayWork.PROCESSOR,
                        configuration -> source,
                        (configuration, processor) -> processor
                                .coordinatorExecutor(gatewayWorkCoordinator)
                                .initialSegmentCount(1)
                                .batchSize(BATCH_SIZE)
                                .tokenClaimInterval(CLAIM_INTERVAL.toMillis())
                                .claimExtensionThreshold(CLAIM_EXTENSION.toMillis())
                                .enableCoordinatorClaimExtension()
                                // Axon's default is a replay token, and handlers here are never replayed.
                                .initialToken(anySource -> new GlobalSequenceTrackingToken(from)));
    }
}
