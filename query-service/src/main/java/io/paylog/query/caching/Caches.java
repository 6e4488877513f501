package io.paylog.query.caching;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the caches of a node, all over one connection to Redis; caches that keep nothing if there is no Redis. Nor is
 * anything kept in memory then: a node's own projection tells it of the changes in its own segments only.
 */
public final class Caches implements AutoCloseable {

    private static final String PAYMENTS = "payments";

    private final CacheSettings settings;
    private final MeterRegistry meters;
    private final @Nullable RedisAccess redis;

    public Caches(RedisSettings redis, CacheSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.meters = redis.enabled() ? meters : new CompositeMeterRegistry();
        this.redis = redis.enabled() ? new RedisAccess(redis) : null;
    }

    public <V> LayeredCache<V> payments(CacheCodec<V> codec) {
        CacheMeters counters = CacheMeters.of(meters, PAYMENTS);
        if (redis == null) {
            return new LayeredCache<>(
                    codec, PositionedCache.none(), new LocalCache<>(settings, () -> false, () -> 0), counters);
        }
        RedisCache shared = new RedisCache(redis, PAYMENTS, settings.paymentsTimeToLive(), settings.jitterPercent());
        ChangeChannel channel = redis.channel(shared.channelName(), settings.localLease());
        LayeredCache<V> cache = new LayeredCache<>(
                codec, shared, new LocalCache<>(settings, channel::delivers, shared::floor), counters);
        channel.begin(new Hearing(shared, cache));
        CacheMeters.show(meters, PAYMENTS, channel::delivers);
        return cache;
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
