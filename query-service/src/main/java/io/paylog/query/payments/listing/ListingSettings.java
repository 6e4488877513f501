package io.paylog.query.payments.listing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of lists.
 *
 * @param maxChanged how many payments that have changed since a walk by status began are looked at for one page of it;
 *     with more, the walk has to begin again. 1 to 1,000,000
 */
@Validated
@ConfigurationProperties("paylog.lists")
public record ListingSettings(
        @DefaultValue("50000") @Min(1) @Max(1_000_000) int maxChanged) {}
