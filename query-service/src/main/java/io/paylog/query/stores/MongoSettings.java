package io.paylog.query.stores;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The MongoDB that the log and the views are in.
 *
 * @param uri connection string of a replica set, without a database; time-outs in it win over the ones here
 * @param eventDatabase holds the log; the same for both services
 * @param viewDatabase holds the views and how far they are
 * @param startWait how long a start waits for MongoDB to answer; 0: not at all
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

        @DefaultValue("60s") @DurationMin(millis = 0) @DurationMax(seconds = 600)
        Duration startWait,

        // The driver takes 0 for ever.
        @DefaultValue("5s") @DurationMin(millis = 1) Duration serverSelectionTimeout,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration socketTimeout) {}
