package io.paylog.eventstore;

import org.jspecify.annotations.Nullable;

/** An event at its place in the log and in its aggregate. */
record LoggedEvent(long position, @Nullable String aggregateType, String aggregateId, long sequence, EventEntry entry) {

    /** Whether it was published outside of any aggregate; then it stands under its own id. */
    boolean belongsToNoAggregate() {
        return aggregateType == null && aggregateId.equals(entry.id());
    }
}
