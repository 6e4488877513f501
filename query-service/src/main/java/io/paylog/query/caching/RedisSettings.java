package io.paylog.query.caching;

import io.lettuce.core.RedisURI;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The Redis that caches are kept in.
 *
 * @param uri such as {@code redis://127.0.0.1:6379}; empty: nothing is cached, every read goes to MongoDB
 * @param commandTimeout how long an answer is waited for before MongoDB is asked instead
 * @param connectTimeout how long a connection is waited for, and the pause between attempts to get the first one
 * @param pauseAfterFailures how long Redis is left alone when half of the last commands have failed
 * @param queueLimit commands under way at most, per process; further ones fail at once, and MongoDB is asked instead
 */
@Validated
@ConfigurationProperties("paylog.redis")
public record RedisSettings(
        @DefaultValue("") String uri,
        @DefaultValue("150ms") @DurationMin(millis = 1) Duration commandTimeout,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration pauseAfterFailures,
        @DefaultValue("10000") @Min(1) @Max(1_000_000) int queueLimit) {

    /** What the library says of a URI that it cannot read quotes it, with the password in it. */
    RedisURI parsed() {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "The URI of Redis cannot be read; special characters of a password must be percent-encoded");
        }
    }

    public boolean enabled() {
        return !uri.isBlank();
    }
}
