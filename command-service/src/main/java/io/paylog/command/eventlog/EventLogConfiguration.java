package io.paylog.command.eventlog;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.serialization.EventUpcasters;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.payments.PaymentSnapshots;
import io.paylog.eventstore.AppendBounds;
import io.paylog.eventstore.BatchBounds;
import io.paylog.eventstore.CommitBounds;
import io.paylog.eventstore.CommitEventStorageEngine;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogMessageSource;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.LogPlace;
import io.paylog.eventstore.StoreUris;
import io.paylog.eventstore.WakeUp;
import io.paylog.web.ServiceFact;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.Serializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.util.unit.DataSize;

/** The log as Axon sees it: storage of aggregates and source of events. */
@Configuration(proxyBeanMethods = false)
public class EventLogConfiguration {

    /** The collection of the command database that says how far each processor is. */
    public static final String TOKENS = "tokens";

    /** A stopped process's segments are taken over after this time. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    @Primary
    Serializer jsonSerializer() {
        return MessageSerializer.create();
    }

    /** A launcher of several services in one JVM may have put another one here. */
    @Bean
    @ConditionalOnMissingBean
    LogPlace logPlace() {
        return LogPlace.onServers();
    }

    @Bean(destroyMethod = "close")
    WakeUp wakeUp(LogPlace place, CommandServiceProperties properties, MeterRegistry meters) {
        return place.wakeUp(properties.redis().uri(), meters);
    }

    @Bean(destroyMethod = "close")
    EventLog eventLog(
            LogPlace place,
            CommandServiceProperties properties,
            ReadingSettings reading,
            WakeUp wakeUp,
            MeterRegistry meters) {
        CommandServiceProperties.Mongodb mongodb = properties.mongodb();
        EventLogSettings settings = EventLogSettings.of(mongodb.uri(), mongodb.eventDatabase())
                .withOpeningWait(mongodb.startWait())
                .with(bounds(properties.appends()));
        return place.open(reading.applyTo(settings), wakeUp, meters);
    }

    static AppendBounds bounds(CommandServiceProperties.Appends appends) {
        return new AppendBounds(
                new CommitBounds(appends.maxEvents(), bytes(appends.maxSize())),
                new BatchBounds(appends.maxBatchCommits(), bytes(appends.maxBatchSize())),
                appends.maxWaiting());
    }

    private static int bytes(DataSize size) {
        return Math.toIntExact(size.toBytes());
    }

    @Bean
    ServiceFact stores(CommandServiceProperties properties, EventLog eventLog) {
        return () -> StoreUris.describe(
                        properties.mongodb().uri(), properties.redis().uri())
                + "; the log has " + eventLog.head() + " events";
    }

    @Bean
    EventStorageEngine eventStorageEngine(EventLog eventLog, Serializer serializer) {
        return CommitEventStorageEngine.builder()
                .eventLog(eventLog)
                .eventSerializer(serializer)
                .snapshotSerializer(PaymentSnapshots.serializer())
                .snapshotFilter(PaymentSnapshots::isCurrent)
                .upcasterChain(EventUpcasters.chain())
                .build();
    }

    @Bean
    EventLogMessageSource eventLogMessageSource(EventLog eventLog, Serializer serializer) {
        return new EventLogMessageSource(eventLog, serializer, EventUpcasters.chain());
    }

    @Bean
    TokenStore tokenStore(MongoDatabase commandDatabase, Serializer serializer) {
        return MongoTokenStore.builder()
                .mongoTemplate(DefaultMongoTemplate.builder()
                        .mongoDatabase(commandDatabase)
                        .trackingTokensCollectionName(TOKENS)
                        .build())
                .serializer(serializer)
                .claimTimeout(CLAIM_TIMEOUT)
                // In containers the default, pid@host, is the same for every process.
                .nodeId(ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID())
                .build();
    }
}
