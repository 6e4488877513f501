package io.paylog.query.caching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** What a cache's levels answer. A level that is bypassed misses. */
record CacheMeters(Counter localHits, Counter localMisses, Counter sharedHits, Counter sharedMisses) {

    static final String GETS = "paylog.cache.gets";
    static final String COHERENT = "paylog.cache.coherent";

    private static final String CACHE = "cache";

    static CacheMeters of(MeterRegistry registry, String cache) {
        return new CacheMeters(
                counter(registry, cache, "local", "hit"),
                counter(registry, cache, "local", "miss"),
                counter(registry, cache, "shared", "hit"),
                counter(registry, cache, "shared", "miss"));
    }

    private static Counter counter(MeterRegistry registry, String cache, String level, String result) {
        return Counter.builder(GETS)
                .description("Look-ups by level: local in this node's memory, shared in Redis")
                .tag(CACHE, cache)
                .tag("level", level)
                .tag("result", result)
                .register(registry);
    }

    /** @param coherent whether the changes by other nodes are heard of */
    static void show(MeterRegistry registry, String cache, BooleanSupplier coherent) {
        Gauge.builder(COHERENT, () -> coherent.getAsBoolean() ? 1 : 0)
                .description("1 while changes by other nodes are heard through Redis; else memory is bypassed")
                .tag(CACHE, cache)
                .register(registry);
    }

    void local(boolean hit) {
        (hit ? localHits : localMisses).increment();
    }

    void shared(boolean hit) {
        (hit ? sharedHits : sharedMisses).increment();
    }
}
