package io.paylog.query.caching;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** A cache in which a newer value is never replaced by an older one. It may lose everything at any time, and never fails. */
public interface PositionedCache {

    /**
     * Begins to serve a generation of a view. Values that were current only before the position are not trusted: writers
     * that came to an end may have owed an update.
     *
     * @param generation identifies the documents that values are made of
     * @param position up to which there may have been updates
     */
    void open(String generation, long position);

    /** Values that were current only before the position are not trusted any more, on any node. */
    void distrustBefore(long position);

    Optional<CachedValue> find(String id);

    /** Updates: keeps the values that are newer than those it has, and trusts no older ones even if it cannot. */
    void store(Collection<CachedValue> values);

    /**
     * To be asked for before a reader begins to load, whatever is opened meanwhile: the value is kept with those of the
     * generation that is served now. It is kept if it is newer. Nothing is owed if it cannot be: what is there stays as
     * true as it was.
     */
    Consumer<CachedValue> offers();

    /** Keeps nothing. */
    static PositionedCache none() {
        return new NoCache();
    }
}
