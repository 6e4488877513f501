package io.paylog.query.caching;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Values in this node's memory. A newer one is never replaced by an older one, and what has changed elsewhere leaves a
 * mark in its place, so that an older value which is still on its way cannot come back.
 *
 * <p>Time is divided into eras. A new one begins whenever changes may have been missed; nothing that was loaded or kept
 * before is believed after it.
 */
final class LocalCache<V> {

    /** Roughly what an entry costs beside its text: the map's node, the entry, the value's own objects. */
    private static final int OVERHEAD_BYTES = 512;

    private static final int BYTES_FOR_EACH_CHARACTER = 2;

    private final Cache<String, Entry<V>> entries;
    private final BooleanSupplier coherent;
    private final LongSupplier floor;
    private final AtomicLong era = new AtomicLong();

    /** @param held has no value if all that is known is that older ones have been replaced */
    private record Entry<V>(Held<V> held, long era, int bytes) {}

    /**
     * @param coherent whether changes by other nodes are heard of
     * @param floor values that were current only before it are not believed
     */
    LocalCache(CacheSettings settings, BooleanSupplier coherent, LongSupplier floor) {
        this.coherent = coherent;
        this.floor = floor;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(settings.localMaxSize().toBytes())
                .<String, Entry<V>>weigher((id, entry) -> entry.bytes())
                .expireAfterWrite(settings.localTimeToLive())
                .build();
    }

    long era() {
        return era.get();
    }

    /** Forgets everything: changes may have been missed. */
    void reset() {
        era.incrementAndGet();
        entries.invalidateAll();
    }

    Optional<Held<V>> find(String id) {
        Entry<V> entry = entries.getIfPresent(id);
        if (entry == null || entry.held().value() == null || entry.era() != era.get()) {
            return Optional.empty();
        }
        return coherent.getAsBoolean() && entry.held().upTo() >= floor.getAsLong()
                ? Optional.of(entry.held())
                : Optional.empty();
    }

    /** Keeps what has been loaded, unless it was replaced or changes may have been missed since the load began. */
    void loaded(String id, Held<V> held, int characters, Flight<V> flight) {
        if (coherent.getAsBoolean()) {
            entries.asMap().compute(id, (key, present) -> {
                boolean late = flight.era() != era.get() || flight.isOutdated(held);
                return late ? present : newer(present, entry(held, characters));
            });
        }
    }

    /** Takes an update for what is kept here; what nobody here reads is not begun to be kept. */
    void updated(String id, Held<V> held, int characters) {
        entries.asMap().computeIfPresent(id, (key, present) -> newer(present, entry(held, characters)));
    }

    /** Another node has a value of this position; older ones are replaced. */
    void changed(String id, long position) {
        entries.asMap().computeIfPresent(id, (key, present) -> {
            boolean older = present.held().position() < position;
            return older ? entry(new Held<V>(null, position, position), 0) : present;
        });
    }

    private Entry<V> entry(Held<V> held, int characters) {
        return new Entry<>(held, era.get(), OVERHEAD_BYTES + BYTES_FOR_EACH_CHARACTER * characters);
    }

    private Entry<V> newer(@Nullable Entry<V> present, Entry<V> offered) {
        if (present == null || present.era() != era.get()) {
            return offered;
        }
        Held<V> kept = present.held();
        Held<V> held = offered.held();
        boolean fillsMark = kept.value() == null && held.position() == kept.position();
        return fillsMark || held.isNewerThan(kept.position(), kept.upTo()) ? offered : present;
    }
}
