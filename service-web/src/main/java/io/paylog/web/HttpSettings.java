package io.paylog.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of HTTP.
 *
 * @param maxBody the longest request body that is read; bulk requests have a bound of their own
 * @param drain how long a service that stops goes on taking requests, so that its clients learn of it; less than
 *     {@code spring.lifecycle.timeout-per-shutdown-phase}, which would cut it short; 0: not at all
 */
@Validated
@ConfigurationProperties("paylog.http")
record HttpSettings(
        @DefaultValue("1MB") @DataSizeRange(min = "1B", max = "2047MB")
        DataSize maxBody,

        @DefaultValue("1s") @DurationMin(millis = 0) @DurationMax(seconds = 15)
        Duration drain) {}
