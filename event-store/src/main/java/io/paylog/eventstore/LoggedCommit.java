package io.paylog.eventstore;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A commit at its place in the log.
 *
 * @param firstPosition of its first event
 * @param aggregateType {@code null}: its event belongs to no aggregate
 * @param firstSequence the number of its first event within the aggregate
 * @param latestMillis the greatest time stamp of all events up to the end of this commit, in epoch milliseconds
 * @param commitId tells one request to append from any other that begins at the same sequence
 */
public record LoggedCommit(
        long firstPosition,
        @Nullable String aggregateType,
        String aggregateId,
        long firstSequence,
        long latestMillis,
        String commitId,
        List<EventEntry> events) {

    static LoggedCommit behind(Head head, NewCommit commit, String commitId) {
        return behind(head, commit, commit.latestMillis(), commitId);
    }

    /** @param latestMillis of the commit alone */
    static LoggedCommit behind(Head head, NewCommit commit, long latestMillis, String commitId) {
        return new LoggedCommit(
                head.lastPosition() + 1,
                commit.aggregateType(),
                commit.aggregateId(),
                commit.firstSequence(),
                Math.max(head.latestMillis(), latestMillis),
                commitId,
                commit.events());
    }

    /** Their events, of the first one only those after the position. */
    static List<LoggedEvent> eventsAfter(long position, List<LoggedCommit> commits) {
        return commits.stream()
                .flatMap(LoggedCommit::loggedEvents)
                .filter(event -> event.position() > position)
                .toList();
    }

    /** The position of its last event. */
    public long lastPosition() {
        return firstPosition + events.size() - 1;
    }

    long lastSequence() {
        return firstSequence + events.size() - 1;
    }

    CommitKey key() {
        return new CommitKey(aggregateId, firstSequence);
    }

    /** Of payload and metadata. */
    public long characters() {
        return events.stream()
                .mapToLong(event -> event.payload().length() + event.metadata().length())
                .sum();
    }

    Head asHead() {
        return new Head(firstPosition, lastPosition(), latestMillis);
    }

    Stream<LoggedEvent> loggedEvents() {
        return IntStream.range(0, events.size())
                .mapToObj(i -> new LoggedEvent(
                        firstPosition + i, aggregateType, aggregateId, firstSequence + i, events.get(i)));
    }
}
