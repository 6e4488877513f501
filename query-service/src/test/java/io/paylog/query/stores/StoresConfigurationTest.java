package io.paylog.query.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoresConfigurationTest {

    private static MongoSettings settings(String uri) {
        return new MongoSettings(uri, "events", "views", Duration.ZERO, Duration.ofSeconds(3), Duration.ofSeconds(7));
    }

    @Test
    void views_are_read_and_written_with_a_majority_on_the_primary_whatever_the_uri_says() {
        MongoSettings settings =
                settings("mongodb://127.0.0.1:1/?readConcernLevel=local&readPreference=secondary&w=1&journal=false");
        StoresConfiguration configuration = new StoresConfiguration();
        try (MongoClient client = configuration.mongoClient(settings)) {
            MongoDatabase views = configuration.views(client, settings);

            assertThat(views.getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
            assertThat(views.getReadPreference()).isEqualTo(ReadPreference.primary());
            assertThat(views.getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
        }
    }

    @Test
    void nobody_waits_for_a_connection_longer_than_for_a_primary() {
        assertThat(StoresConfiguration.clientSettings(settings("mongodb://127.0.0.1:1/"))
                        .getConnectionPoolSettings()
                        .getMaxWaitTime(TimeUnit.SECONDS))
                .isEqualTo(3);
    }
}
