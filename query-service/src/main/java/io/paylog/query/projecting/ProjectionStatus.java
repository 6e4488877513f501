package io.paylog.query.projecting;

import org.jspecify.annotations.Nullable;

/**
 * How a projection is doing on this node.
 *
 * @param version of its code
 * @param generation of its documents
 * @param position every event up to it is in the view
 * @param replaying whether it still works on events that were history when it began
 * @param problem what keeps it from going on, for operators; absent when nothing does
 */
public record ProjectionStatus(
        String name,
        int version,
        int generation,
        State state,
        long position,
        boolean replaying,
        @Nullable String problem) {

    /** What a projection does. */
    public enum State {
        /** It follows the log. */
        RUNNING,
        /** It failed and tries again, with growing pauses; it skips nothing. */
        FAILING,
        /** The stored view does not belong to this log or this code. */
        REFUSED,
        /** It has been stopped, or has not been started yet. */
        STOPPED
    }
}
