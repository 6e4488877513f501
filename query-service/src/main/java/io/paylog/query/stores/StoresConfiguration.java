package io.paylog.query.stores;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.query.caching.RedisSettings;
import io.paylog.query.projecting.Log;
import java.util.concurrent.TimeUnit;
import org.axonframework.serialization.Serializer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MongoSettings.class)
class StoresConfiguration {

    /** For the views. The log has a client of its own, with the concerns that its correctness rests on. */
    @Bean
    MongoClient mongoClient(MongoSettings settings) {
        return MongoClients.create(MongoClientSettings.builder()
                .applicationName("paylog-query-service")
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(
                        settings.serverSelectionTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.readTimeout(settings.socketTimeout().toMillis(), TimeUnit.MILLISECONDS)
                                .connectTimeout(settings.socketTimeout().toMillis(), TimeUnit.MILLISECONDS))
                .applyConnectionString(new ConnectionString(settings.uri()))
                .build());
    }

    /** A position that was told to callers must not be taken back by a fail-over, so a majority has to acknowledge. */
    @Bean
    MongoDatabase views(MongoClient client, MongoSettings settings) {
        return client.getDatabase(settings.viewDatabase()).withWriteConcern(WriteConcern.MAJORITY);
    }

    @Bean
    @ConditionalOnMissingBean
    Log eventLog(MongoSettings mongo, RedisSettings redis, Serializer serializer, MeterRegistry meters) {
        return new EventStoreLog(mongo, redis, serializer, meters);
    }

    @Bean
    @Primary
    Serializer serializer() {
        return MessageSerializer.create();
    }
}
