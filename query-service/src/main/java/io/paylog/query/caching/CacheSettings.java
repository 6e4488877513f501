package io.paylog.query.caching;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is kept in caches, and for how long.
 *
 * @param paymentsTimeToLive how long a payment is kept
 * @param jitterPercent times to live are spread by up to so many percent upwards, so that what was cached together does
 *     not expire together; 0 to 100
 * @param localMaxSize of all that this node keeps in its memory over what Redis keeps, estimated from the texts' lengths;
 *     0 keeps nothing
 * @param localTimeToLive how long it is kept there
 * @param localLease how long it is believed without a sign that changes by other nodes are heard of; 4 ms or more
 */
@Validated
@ConfigurationProperties("paylog.cache")
public record CacheSettings(
        @DefaultValue("600s") Duration paymentsTimeToLive,
        @DefaultValue("10") @Min(0) @Max(100) int jitterPercent,
        @DefaultValue("64MB") DataSize localMaxSize,
        @DefaultValue("60s") Duration localTimeToLive,
        @DefaultValue("1s") Duration localLease) {

    public CacheSettings {
        if (paymentsTimeToLive.toMillis() < 1) {
            throw new IllegalArgumentException("paymentsTimeToLive must be 1 ms or more");
        }
        if (localMaxSize.isNegative() || localTimeToLive.toMillis() < 1 || localLease.toMillis() < 4) {
            throw new IllegalArgumentException(
                    "localMaxSize must not be negative, localTimeToLive 1 ms or more, localLease 4 ms or more");
        }
    }
}
