package io.paylog.query.operations;

import org.jspecify.annotations.Nullable;

/**
 * How far a projection is behind the log.
 *
 * @param head position of the last event of the log
 * @param events that are in the log and not in the view; absent if the view is ahead of the log, so not of this log
 * @param seconds age of the oldest of them, 0 when there is none; absent if it is not known
 */
record ProjectionLag(
        long head, @Nullable Long events, @Nullable Double seconds) {

    boolean viewIsAhead() {
        return events == null;
    }
}
