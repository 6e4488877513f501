package io.paylog.eventstore;

import static io.paylog.eventstore.EventLogCorruptedException.sequences;

import java.util.List;
import java.util.Optional;

/** Reads the events of one aggregate in order and checks that none is missing. */
final class AggregateReader {

    /**
     * How many sequence numbers before the asked one a read begins. A commit is found by its first event only, and a load
     * behind a snapshot begins at the end of one, which has a few events: so its own request shows it, and no second one is
     * needed to know that nothing is missing in between.
     */
    private static final int EVENTS_BEFORE = 4;

    private final CommitStore commits;
    private final CorruptionAlarm alarm;

    AggregateReader(CommitStore commits, CorruptionAlarm alarm) {
        this.commits = commits;
        this.alarm = alarm;
    }

    /**
     * Events from the sequence on, which may be inside a commit: at least one if there is one, and no more than fill the
     * bounds, the last commit being taken whole.
     *
     * @throws EventLogCorruptedException if sequence numbers have a hole or overlap
     */
    AggregateEvents eventsOf(String aggregateId, long sequence, ReadBounds bounds) {
        long from = Math.max(0, sequence - EVENTS_BEFORE);
        // One more than is wanted, so that the last one shows that there is no more.
        ReadBounds widened = bounds.withMoreEvents(Math.toIntExact(sequence - from) + 1);
        List<LoggedCommit> found = commits.ofAggregateFrom(aggregateId, from, widened);
        if (from > 0 && (found.isEmpty() || found.getFirst().firstSequence() > sequence)) {
            return eventsInsideCommit(aggregateId, sequence, found.isEmpty());
        }
        requireContiguous(found, from == 0 ? 0 : found.getFirst().firstSequence());
        boolean last = !TakenCommits.reach(widened, found);
        AggregateEvents events = eventsFrom(sequence, found, last);
        // What stands before the sequence can fill the bounds alone.
        return events.isEmpty() && !last ? eventsBehind(found.getLast(), sequence, bounds) : events;
    }

    private AggregateEvents eventsBehind(LoggedCommit before, long sequence, ReadBounds bounds) {
        List<LoggedCommit> found = commits.ofAggregateFrom(before.aggregateId(), before.lastSequence() + 1, bounds);
        requireContiguous(found, before.lastSequence() + 1);
        AggregateEvents events = eventsFrom(sequence, found, found.isEmpty());
        return events.isEmpty() && !found.isEmpty() ? eventsBehind(found.getLast(), sequence, bounds) : events;
    }

    /** The commit that contains the sequence begins before it, or there is none; both sides are shown by one request. */
    private AggregateEvents eventsInsideCommit(String aggregateId, long sequence, boolean nothingBehind) {
        Optional<LoggedCommit> before = commits.ofAggregateBefore(aggregateId, sequence);
        long start = before.map(LoggedCommit::firstSequence).orElse(0L);
        if (nothingBehind) {
            List<LoggedCommit> found = before.stream().toList();
            requireContiguous(found, start);
            return eventsFrom(sequence, found, true);
        }
        int beforeAndNext = before.map(commit -> commit.events().size()).orElse(0) + 1;
        List<LoggedCommit> found = commits.ofAggregateFrom(aggregateId, start, ReadBounds.ofEvents(beforeAndNext));
        requireContiguous(found, start);
        return eventsFrom(sequence, found, false);
    }

    private static AggregateEvents eventsFrom(long sequence, List<LoggedCommit> found, boolean last) {
        return new AggregateEvents(
                found.stream()
                        .flatMap(LoggedCommit::loggedEvents)
                        .filter(event -> event.sequence() >= sequence)
                        .toList(),
                last);
    }

    private void requireContiguous(List<LoggedCommit> found, long start) {
        long expected = start;
        for (LoggedCommit commit : found) {
            if (commit.firstSequence() != expected) {
                throw alarm.raise(sequences(commit.aggregateId(), expected, commit.firstSequence()));
            }
            expected = commit.lastSequence() + 1;
        }
    }
}
