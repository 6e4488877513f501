package io.paylog.query.caching;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is kept in caches, and for how long.
 *
 * @param paymentsTimeToLive how long a payment is kept
 * @param jitterPercent times to live are spread by up to so many percent upwards, so that what was cached together does
 *     not expire together; 0 to 100
 */
@Validated
@ConfigurationProperties("paylog.cache")
public record CacheSettings(
        @DefaultValue("600s") Duration paymentsTimeToLive,
        @DefaultValue("10") @Min(0) @Max(100) int jitterPercent) {

    public CacheSettings {
        if (paymentsTimeToLive.toMillis() < 1) {
            throw new IllegalArgumentException("paymentsTimeToLive must be 1 ms or more");
        }
    }
}
