package io.paylog.query.caching;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Loads by key, one for each key at a time; whoever else needs the value waits for it. */
final class Flights<V> {

    /** Loads that a caller waits for, one after the other, before it makes one for what it needs. */
    private static final int MAX_JOINED = 2;

    private static final long NEVER = -1;

    private final ConcurrentMap<String, Flight<V>> underWay = new ConcurrentHashMap<>();
    private final LongSupplier era;

    Flights(LongSupplier era) {
        this.era = era;
    }

    /**
     * What a load brings that is under way, if that is enough, or else one of the caller's own.
     *
     * @param load runs on the caller's thread unless one is under way; what it throws, all who wait get
     */
    Held<V> join(String id, Predicate<Held<V>> enough, Function<Flight<V>, Held<V>> load) {
        for (int joined = 0; joined < MAX_JOINED; joined++) {
            Flight<V> mine = new Flight<>(era.getAsLong());
            Flight<V> flying = underWay.putIfAbsent(id, mine);
            if (flying == null) {
                return fly(id, mine, load);
            }
            Held<V> brought = await(flying);
            if (enough.test(brought) && !flying.isOutdated(brought)) {
                return brought;
            }
        }
        // Beside the one that others wait for, who need less. It hears of no changes, so nothing of it is kept.
        return load.apply(new Flight<>(NEVER));
    }

    /** Who waits is told last: whoever then wants more must not find the load that is over. */
    private Held<V> fly(String id, Flight<V> flight, Function<Flight<V>, Held<V>> load) {
        Held<V> loaded;
        try {
            loaded = load.apply(flight);
        } catch (Throwable failure) {
            underWay.remove(id, flight);
            flight.result().completeExceptionally(failure);
            throw failure;
        }
        underWay.remove(id, flight);
        flight.result().complete(loaded);
        return loaded;
    }

    private static <V> Held<V> await(Flight<V> flight) {
        try {
            return flight.result().join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }

    void changed(String id, long position) {
        Flight<V> flight = underWay.get(id);
        if (flight != null) {
            flight.changed(position);
        }
    }
}
