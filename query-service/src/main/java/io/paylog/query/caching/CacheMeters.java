package io.paylog.query.caching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What a cache's levels answer. A level that is bypassed misses. */
record CacheMeters(Counter localHits, Counter localMisses, Counter sharedHits, Counter sharedMisses) {

    static CacheMeters of(MeterRegistry registry, String cache) {
        return new CacheMeters(
                counter(registry, cache, "local", "hit"),
                counter(registry, cache, "local", "miss"),
                counter(registry, cache, "shared", "hit"),
                counter(registry, cache, "shared", "miss"));
    }

    private static Counter counter(MeterRegistry registry, String cache, String level, String result) {
        return Counter.builder("paylog.cache.gets")
                .description("Look-ups by level: local in this node's memory, shared in Redis")
                .tag("cache", cache)
                .tag("level", level)
                .tag("result", result)
                .register(registry);
    }

    void local(boolean hit) {
        (hit ? localHits : localMisses).increment();
    }

    void shared(boolean hit) {
        (hit ? sharedHits : sharedMisses).increment();
    }
}
