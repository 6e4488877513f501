package io.paylog.query.projecting;

import java.util.Collection;

/**
 * Hears of documents that have been written, before the progress of the projection is stored and seen. Must not fail: a
 * failure would have the batch repeated.
 */
public interface ViewListener<D extends ViewDocument> {

    /**
     * The projection goes on from here; what happened to listeners of an earlier process is not known.
     *
     * @param entry tells whose documents these will be
     * @param position of the last event that an earlier process may have written documents for
     */
    default void started(ProjectionEntry entry, long position) {}

    /**
     * A segment is begun or taken over. Whoever worked on it before may have come to an end before its listeners did what
     * they owed.
     *
     * @param position of its last event that will not be written again
     */
    default void claimed(long position) {}

    /**
     * @param documents as they are in the view now, changed or not by this batch
     * @param upTo position up to which they hold every event that concerns them
     */
    void written(Collection<D> documents, long upTo);
}
