package io.paylog.query.caching;

import io.paylog.web.DataSizeRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What is kept in caches, and for how long.
 *
 * @param paymentsTimeToLive how long a payment is kept in Redis
 * @param jitterPercent times to live are spread by up to so many percent upwards, so that what was cached together does
 *     not expire together
 * @param localMaxSize about how much memory this process uses for what it keeps over Redis, estimated from the texts'
 *     lengths; 0: nothing is kept there
 * @param localTimeToLive how long something is kept in the memory of this process
 * @param localLease how long what is in the memory of this process is believed without a sign that changes by other nodes
 *     are heard of
 */
@Validated
@ConfigurationProperties("paylog.cache")
public record CacheSettings(
        @DefaultValue("600s") @DurationMin(millis = 1) Duration paymentsTimeToLive,
        @DefaultValue("10") @Min(0) @Max(100) int jitterPercent,
        @DefaultValue("64MB") @DataSizeRange(max = "1TB") DataSize localMaxSize,
        @DefaultValue("60s") @DurationMin(millis = 1) Duration localTimeToLive,
        @DefaultValue("1s") @DurationMin(millis = 4) Duration localLease) {}
