package io.paylog.query.caching;

import java.util.Collection;
import java.util.Optional;

/** A cache in which a newer value is never replaced by an older one. It may lose everything at any time, and never fails. */
public interface PositionedCache {

    /**
     * Begins to serve a generation of a view. Values that were current only before the position are not trusted: writers
     * that came to an end may have owed an update.
     */
    void open(String epoch, int generation, long position);

    Optional<CachedValue> find(String id);

    /** Keeps the values that are newer than those it has. */
    void store(Collection<CachedValue> values);

    /** Keeps nothing. */
    static PositionedCache none() {
        return new NoCache();
    }
}
