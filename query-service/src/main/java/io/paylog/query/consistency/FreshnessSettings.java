package io.paylog.query.consistency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long answers are held back for callers who need a newer view.
 *
 * @param defaultWait for callers who do not say how long they would wait
 * @param maxWait for callers who would wait longer than this
 * @param maxWaiting requests that wait for a view at the same time; more are answered at once that the view is behind;
 *     1 to 100,000
 */
@Validated
@ConfigurationProperties("paylog.consistency")
public record FreshnessSettings(
        @DefaultValue("2s") Duration defaultWait,
        @DefaultValue("10s") Duration maxWait,
        @DefaultValue("1000") @Min(1) @Max(100_000) int maxWaiting) {

    public FreshnessSettings {
        if (defaultWait.isNegative() || defaultWait.compareTo(maxWait) > 0) {
            throw new IllegalArgumentException("defaultWait must be from 0 to maxWait");
        }
    }
}
