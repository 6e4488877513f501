package io.paylog.query.consistency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long answers are held back for callers who need a newer view.
 *
 * @param defaultWait how long a request waits for a newer view when it does not say how long it would; at most
 *     {@code max-wait}
 * @param maxWait how long a request waits for a newer view at most, whatever it says
 * @param maxWaiting requests that wait for a view at the same time, per view and process; more are answered at once that
 *     the view is behind
 */
@Validated
@ConfigurationProperties("paylog.consistency")
public record FreshnessSettings(
        @DefaultValue("2s") @DurationMin Duration defaultWait,
        @DefaultValue("10s") @DurationMin Duration maxWait,
        @DefaultValue("400") @Min(1) @Max(100_000) int maxWaiting) {

    public FreshnessSettings {
        if (defaultWait.compareTo(maxWait) > 0) {
            throw new IllegalArgumentException("defaultWait must not be longer than maxWait");
        }
    }
}
