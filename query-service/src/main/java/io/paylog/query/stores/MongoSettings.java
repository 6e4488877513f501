package io.paylog.query.stores;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The MongoDB that the log and the views are in.
 *
 * @param uri of the replica set; what it says wins over the time-outs here
 * @param eventDatabase holds the log
 * @param viewDatabase holds the views and how far they are
 * @param serverSelectionTimeout how long one request to the views waits for a primary
 * @param socketTimeout how long one request to the views waits for its answer
 */
@Validated
@ConfigurationProperties("paylog.mongodb")
public record MongoSettings(
        @DefaultValue("mongodb://127.0.0.1:27017/?replicaSet=rs0") @NotBlank
        String uri,

        @DefaultValue("paylog_events") @NotBlank String eventDatabase,
        @DefaultValue("paylog_views") @NotBlank String viewDatabase,
        @DefaultValue("5s") Duration serverSelectionTimeout,
        @DefaultValue("10s") Duration socketTimeout) {

    public MongoSettings {
        // The driver takes 0 for ever.
        if (serverSelectionTimeout.toMillis() < 1 || socketTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("serverSelectionTimeout and socketTimeout must be 1 ms or more");
        }
    }
}
