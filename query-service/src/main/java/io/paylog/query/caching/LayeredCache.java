package io.paylog.query.caching;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A small cache in this node's memory over the one in Redis that all nodes share. It may lose everything at any time, and
 * a value is never replaced by an older one.
 */
public final class LayeredCache<V> {

    private final CacheCodec<V> codec;
    private final PositionedCache shared;
    private final LocalCache<V> local;
    private final Flights<V> flights;
    private final CacheMeters meters;

    LayeredCache(CacheCodec<V> codec, PositionedCache shared, LocalCache<V> local, CacheMeters meters) {
        this.codec = codec;
        this.shared = shared;
        this.local = local;
        this.flights = new Flights<>(local::era);
        this.meters = meters;
    }

    /** As {@link PositionedCache#open}. */
    public void open(String generation, long position) {
        shared.open(generation, position);
        local.reset();
    }

    /** As {@link PositionedCache#distrustBefore}. */
    public void distrustBefore(long position) {
        shared.distrustBefore(position);
    }

    /** Updates by the projection: the values by their identifiers. */
    public void store(Map<String, Held<V>> values) {
        Collection<CachedValue> encoded = values.entrySet().stream()
                .map(entry -> encoded(entry.getKey(), entry.getValue()))
                .toList();
        for (CachedValue value : encoded) {
            flights.changed(value.id(), value.position());
            local.updated(
                    value.id(),
                    Objects.requireNonNull(values.get(value.id())),
                    value.value().length());
        }
        shared.store(encoded);
    }

    private CachedValue encoded(String id, Held<V> held) {
        V value = Objects.requireNonNull(held.value(), "an update has a value");
        return new CachedValue(id, codec.encode(value), held.position(), held.upTo());
    }

    /**
     * A value that was current when the view had every event up to {@code minUpTo}, if one is cached; otherwise what the
     * load brings, however new that is. Several callers who miss one value at a time make one load.
     *
     * @param load reads the view itself
     */
    public Held<V> get(String id, long minUpTo, Supplier<Held<V>> load) {
        Optional<Held<V>> here = local.find(id).filter(held -> held.upTo() >= minUpTo);
        meters.local(here.isPresent());
        return here.orElseGet(
                () -> flights.join(id, held -> held.upTo() >= minUpTo, flight -> find(id, minUpTo, load, flight)));
    }

    private Held<V> find(String id, long minUpTo, Supplier<Held<V>> load, Flight<V> flight) {
        Optional<CachedValue> found = shared.find(id).filter(value -> value.upTo() >= minUpTo);
        Optional<Held<V>> decoded = found.flatMap(this::decoded);
        meters.shared(decoded.isPresent());
        if (found.isPresent() && decoded.isPresent()) {
            local.loaded(id, decoded.get(), found.get().value().length(), flight);
            return decoded.get();
        }
        return load(id, load, flight);
    }

    private Optional<Held<V>> decoded(CachedValue value) {
        try {
            return Optional.of(new Held<>(codec.decode(value.value()), value.position(), value.upTo()));
        } catch (IllegalArgumentException otherForm) {
            return Optional.empty();
        }
    }

    private Held<V> load(String id, Supplier<Held<V>> load, Flight<V> flight) {
        Consumer<CachedValue> offers = shared.offers();
        Held<V> loaded = load.get();
        if (loaded.value() != null) {
            CachedValue encoded = encoded(id, loaded);
            offers.accept(encoded);
            local.loaded(id, loaded, encoded.value().length(), flight);
        }
        return loaded;
    }

    /** Other nodes have newer values than these positions' predecessors. */
    void changed(Map<String, Long> positions) {
        positions.forEach((id, position) -> {
            // In this order: a load that is kept just now is either told, or found.
            flights.changed(id, position);
            local.changed(id, position);
        });
    }

    /** Changes may have been missed. */
    void reset() {
        local.reset();
    }
}
