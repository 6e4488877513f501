package io.paylog.eventstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive events of one aggregate, to be appended wholly or not at all.
 *
 * @param aggregateType {@code null}: the event belongs to no aggregate; then {@code aggregateId} is the event's id and
 *     {@code firstSequence} is 0
 * @param firstSequence the number of the first event within its aggregate, from 0; the others follow without a gap
 * @param events one or more
 */
public record NewCommit(
        @Nullable String aggregateType, String aggregateId, long firstSequence, List<EventEntry> events) {

    public NewCommit {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("A commit holds at least one event");
        }
        if (firstSequence < 0) {
            throw new IllegalArgumentException("Events of an aggregate are numbered from 0, not " + firstSequence);
        }
    }

    /** The greatest time stamp of the events, in epoch milliseconds. */
    long latestMillis() {
        long latest = Long.MIN_VALUE;
        for (EventEntry event : events) {
            latest = Math.max(latest, event.timestamp().toEpochMilli());
        }
        return latest;
    }

    CommitKey key() {
        return new CommitKey(aggregateId, firstSequence);
    }
}
