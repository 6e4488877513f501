package io.paylog.query.stores;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.LogPlace;
import io.paylog.eventstore.StoreUris;
import io.paylog.query.caching.RedisSettings;
import io.paylog.query.projecting.Log;
import io.paylog.web.ServiceFact;
import java.util.concurrent.TimeUnit;
import org.axonframework.serialization.Serializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MongoSettings.class, ReadingSettings.class})
class StoresConfiguration {

    /** For the views. The log has a client of its own, with the concerns that its correctness rests on. */
    @Bean
    MongoClient mongoClient(MongoSettings settings) {
        return MongoClients.create(clientSettings(settings));
    }

    static MongoClientSettings clientSettings(MongoSettings settings) {
        long selectionMillis = settings.serverSelectionTimeout().toMillis();
        return MongoClientSettings.builder()
                .applicationName("paylog-query-service")
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(selectionMillis, TimeUnit.MILLISECONDS))
                // The driver's default would hold callers back for two minutes while all connections are in use.
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(selectionMillis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.readTimeout(settings.socketTimeout().toMillis(), TimeUnit.MILLISECONDS)
                                .connectTimeout(settings.socketTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .applyConnectionString(StoreUris.mongo(settings.uri()))
                .build();
    }

    /**
     * A position that was told to callers must not be taken back by a fail-over, so a majority has to acknowledge. Nor may
     * a batch that comes again conclude from documents that could still be rolled back that it has landed: its token would
     * then outlive them. What the URI says of concerns does not count here.
     */
    @Bean
    MongoDatabase views(MongoClient client, MongoSettings settings) {
        return client.getDatabase(settings.viewDatabase())
                .withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary())
                .withWriteConcern(WriteConcern.MAJORITY);
    }

    /** A launcher of several services in one JVM may have put another one here. */
    @Bean
    @ConditionalOnMissingBean
    LogPlace logPlace() {
        return LogPlace.onServers();
    }

    @Bean
    @ConditionalOnMissingBean
    Log eventLog(
            LogPlace place,
            MongoSettings mongo,
            ReadingSettings reading,
            RedisSettings redis,
            Serializer serializer,
            MeterRegistry meters) {
        EventLogSettings settings =
                EventLogSettings.of(mongo.uri(), mongo.eventDatabase()).withOpeningWait(mongo.startWait());
        return new EventStoreLog(place, reading.applyTo(settings), redis, serializer, meters);
    }

    @Bean
    ServiceFact stores(MongoSettings mongo, RedisSettings redis, Log log) {
        return () -> StoreUris.describe(mongo.uri(), redis.uri()) + "; the log has " + log.head() + " events";
    }

    @Bean
    @Primary
    Serializer serializer() {
        return MessageSerializer.create();
    }
}
