package io.paylog.command.eventlog;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.paylog.command.CommandServiceProperties;
import io.paylog.eventstore.StoreUris;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** The service's own documents: the work list, processor tokens. The log has a client of its own. */
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {

    private static final Duration SERVER_SELECTION_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    MongoClient mongoClient(CommandServiceProperties properties) {
        return MongoClients.create(MongoClientSettings.builder()
                .applicationName("command-service")
                .applyConnectionString(StoreUris.mongo(properties.mongodb().uri()))
                .readPreference(ReadPreference.primary())
                .readConcern(ReadConcern.MAJORITY)
                .writeConcern(WriteConcern.MAJORITY)
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(SERVER_SELECTION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                // The driver's default of two minutes would pile up requests while the store is away.
                .applyToConnectionPoolSettings(
                        pool -> pool.maxWaitTime(SERVER_SELECTION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(SERVER_SELECTION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                                .readTimeout(SOCKET_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .build());
    }

    /** After the log, whose opening waits for MongoDB. */
    @Bean
    @DependsOn("eventLog")
    MongoDatabase commandDatabase(MongoClient client, CommandServiceProperties properties) {
        return client.getDatabase(properties.mongodb().commandDatabase());
    }
}
