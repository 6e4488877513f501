package io.paylog.query.payments.listing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of lists.
 *
 * @param maxChanged how many payments of an organization may have changed, or come, since a walk by status began; with
 *     more it has to begin again. They are looked at for each page of it
 * @param maxTime how long the store may work on one read of a page, or on a total; less than
 *     {@code paylog.mongodb.socket-timeout}, or that ends the waiting first and the read is repeated
 */
@Validated
@ConfigurationProperties("paylog.lists")
public record ListingSettings(
        @DefaultValue("50000") @Min(1) @Max(1_000_000) int maxChanged,
        // The store takes 0 for ever.
        @DefaultValue("5s") @DurationMin(millis = 1) Duration maxTime) {}
