package io.paylog.query.caching;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** A load that is under way, and what has become known meanwhile of the value that it loads. */
final class Flight<V> {

    private final long era;
    private final AtomicLong changedTo = new AtomicLong();
    private final CompletableFuture<Held<V>> result = new CompletableFuture<>();

    /** @param era of the local cache when the load began */
    Flight(long era) {
        this.era = era;
    }

    long era() {
        return era;
    }

    void changed(long position) {
        changedTo.accumulateAndGet(position, Math::max);
    }

    /** Whether what was loaded had been replaced by the time it came. */
    boolean isOutdated(Held<V> loaded) {
        return loaded.position() < changedTo.get();
    }

    CompletableFuture<Held<V>> result() {
        return result;
    }
}
