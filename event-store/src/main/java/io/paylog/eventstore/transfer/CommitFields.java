package io.paylog.eventstore.transfer;

import static java.util.Objects.requireNonNull;

import io.paylog.eventstore.EventEntry;
import io.paylog.eventstore.LoggedCommit;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A commit, with all that is stored of it.
 *
 * @param latest the greatest time stamp of all events up to its end, in epoch milliseconds
 */
record CommitFields(
        long position,
        String commitId,
        @Nullable String aggregateType,
        String aggregateId,
        long firstSequence,
        long latest,
        List<EventFields> events) {

    CommitFields {
        requireNonNull(commitId);
        requireNonNull(aggregateId);
        events = List.copyOf(events);
    }

    /** @param timestamp ISO 8601, to the nanosecond */
    record EventFields(
            String id, String type, @Nullable String revision, String timestamp, String payload, String metadata) {

        EventFields {
            requireNonNull(id);
            requireNonNull(type);
            requireNonNull(timestamp);
            requireNonNull(payload);
            requireNonNull(metadata);
        }

        private static EventFields of(EventEntry event) {
            return new EventFields(
                    event.id(),
                    event.type(),
                    event.revision(),
                    event.timestamp().toString(),
                    event.payload(),
                    event.metadata());
        }

        private EventEntry asEntry() {
            return new EventEntry(id, type, revision, Instant.parse(timestamp), payload, metadata);
        }
    }

    static CommitFields of(LoggedCommit commit) {
        return new CommitFields(
                commit.firstPosition(),
                commit.commitId(),
                commit.aggregateType(),
                commit.aggregateId(),
                commit.firstSequence(),
                commit.latestMillis(),
                commit.events().stream().map(EventFields::of).toList());
    }

    /** @throws DamagedException if its texts are not what they have to be */
    LoggedCommit asCommit() {
        try {
            return toCommit();
        } catch (DateTimeParseException e) {
            throw new DamagedException("a time stamp cannot be read: " + e.getParsedString(), e);
        }
    }

    private LoggedCommit toCommit() {
        return new LoggedCommit(
                position,
                aggregateType,
                aggregateId,
                firstSequence,
                latest,
                commitId,
                events.stream().map(EventFields::asEntry).toList());
    }
}
