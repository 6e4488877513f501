package io.paylog.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Finds where the events of a time begin, by the running maximum of time stamps that each commit carries. */
final class PositionInTime {

    private final CommitStore commits;
    private final LogReader reader;
    private final Supplier<Head> freshHead;
    private final ReadBounds bounds;

    PositionInTime(CommitStore commits, LogReader reader, Supplier<Head> freshHead, ReadBounds bounds) {
        this.commits = commits;
        this.reader = reader;
        this.freshHead = freshHead;
        this.bounds = bounds;
    }

    /**
     * The position before the first event of that time or later; the head if there is none.
     *
     * <p>The first commit up to whose end an event of the time's millisecond happened is found by an index, and has that event
     * itself: none before it had. Where the time falls between milliseconds, that event may still be too early. Then the
     * right one is looked for from there on, one bounded read after the other: usually a few commits, more if the clock of
     * whoever appended was ahead or went back.
     *
     * @throws EventLogUnavailableException if there is no answer, or the servers show less of the log than is known
     */
    long before(Instant time) {
        Head head = freshHead.get();
        long millis = toMillis(time);
        if (head.lastPosition() == 0 || head.latestMillis() < millis) {
            return head.lastPosition();
        }
        OptionalLong start = commits.firstWithLatestFrom(millis);
        if (start.isEmpty()) {
            throw shownLess();
        }
        List<LoggedCommit> first = read(start.getAsLong() - 1, ReadBounds.ofEvents(1));
        return firstFrom(time, first)
                .orElseGet(() -> searchedFrom(first.getLast().lastPosition(), time, head));
    }

    private long searchedFrom(long start, Instant time, Head head) {
        long position = start;
        while (position < head.lastPosition()) {
            List<LoggedCommit> found = read(position, bounds);
            Optional<Long> before = firstFrom(time, found);
            if (before.isPresent()) {
                return before.get();
            }
            position = found.getLast().lastPosition();
        }
        return position;
    }

    private List<LoggedCommit> read(long position, ReadBounds most) {
        List<LoggedCommit> found = reader.commitsAfter(position, most);
        if (found.isEmpty()) {
            throw shownLess();
        }
        return found;
    }

    private static Optional<Long> firstFrom(Instant time, List<LoggedCommit> found) {
        return found.stream()
                .flatMap(LoggedCommit::loggedEvents)
                .filter(event -> !event.entry().timestamp().isBefore(time))
                .findFirst()
                .map(event -> event.position() - 1);
    }

    private static EventLogUnavailableException shownLess() {
        return new EventLogUnavailableException("The servers show less of the log than was seen before", null);
    }

    private static long toMillis(Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException e) {
            return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }
}
