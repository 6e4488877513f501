package io.paylog.eventstore;

import java.util.OptionalLong;

/** The append-only log of all events. */
@SuppressWarnings("DoNotCallSuggester")
public final class EventLog implements AutoCloseable {

    private EventLog() {}

    public static EventLog open(EventLogSettings settings, WakeUp wakeUp) {
        throw new UnsupportedOperationException(settings + " " + wakeUp);
    }

    /** Identity of the log's content; another one after every restore. */
    public String epoch() {
        throw new UnsupportedOperationException();
    }

    /** @throws ForeignTokenException if positions recorded under {@code recordedEpoch} are not of this log */
    public void requireEpoch(String recordedEpoch) {
        throw new UnsupportedOperationException(recordedEpoch);
    }

    /** Majority-committed position of the last event; 0: the log is empty. */
    public long head() {
        throw new UnsupportedOperationException();
    }

    /** Position of the aggregate's last event; empty: it has none. */
    public OptionalLong lastPositionOf(String aggregateId) {
        throw new UnsupportedOperationException(aggregateId);
    }

    /** Appends at the head. */
    public Appended append(NewCommit commit) {
        throw new UnsupportedOperationException(commit.toString());
    }

    @Override
    public void close() {}
}
