package io.paylog.query.caching;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the caches of a node, all over one connection to Redis; caches that keep nothing if there is no Redis. */
public final class Caches implements AutoCloseable {

    private final CacheSettings settings;
    private final @Nullable RedisAccess redis;

    public Caches(RedisSettings redis, CacheSettings settings) {
        this.settings = settings;
        this.redis = redis.enabled() ? new RedisAccess(redis) : null;
    }

    public PositionedCache payments() {
        return redis == null
                ? PositionedCache.none()
                : new RedisCache(redis, "payments", settings.paymentsTimeToLive(), settings.jitterPercent());
    }

    /** Whether Redis answers; nothing if caches are off. */
    public Optional<Boolean> answering() {
        return redis == null
                ? Optional.empty()
                : Optional.of(redis.ask(commands -> commands.ping()).isPresent());
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
    }
}
