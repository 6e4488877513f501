package io.paylog.eventstore;

import static io.paylog.eventstore.EventLogCorruptedException.positions;

import java.util.List;
import java.util.Optional;

/**
 * Reads events in order and checks that none is missing. A majority read is a prefix of the log; after an election it
 * may be a shorter one for a moment, which reads as "nothing new". So a hole is believed only when one request shows
 * both of its sides.
 */
final class LogReader {

    static final long FIRST_POSITION = 1;

    private final CommitStore commits;
    private final CorruptionAlarm alarm;

    LogReader(CommitStore commits, CorruptionAlarm alarm) {
        this.commits = commits;
        this.alarm = alarm;
    }

    /**
     * Commits with events after the position, which may be inside the first of them.
     *
     * @throws EventLogCorruptedException if positions have a hole or overlap
     */
    List<LoggedCommit> commitsAfter(long position, ReadBounds bounds) {
        List<LoggedCommit> next = commits.from(position + 1, bounds);
        if (begins(next, position + 1)) {
            return requireDense(next, position + 1);
        }
        long start = commits.lastStartUpTo(position).orElse(FIRST_POSITION);
        List<LoggedCommit> found = requireDense(commits.from(start, bounds), start);
        List<LoggedCommit> after = endingAfter(position, found);
        // What ends at the position can fill the bounds alone, and would hide that the next one is missing.
        return after.isEmpty() && TakenCommits.reach(bounds, found) ? nextAfter(position, start, found) : after;
    }

    /** With the next commit, wherever the found ones end: if the start was out of date, that is far before the position. */
    private List<LoggedCommit> nextAfter(long position, long start, List<LoggedCommit> found) {
        int events = found.stream().mapToInt(commit -> commit.events().size()).sum();
        return endingAfter(position, requireDense(commits.from(start, ReadBounds.ofEvents(events + 1)), start));
    }

    private static List<LoggedCommit> endingAfter(long position, List<LoggedCommit> found) {
        return found.stream().filter(commit -> commit.lastPosition() > position).toList();
    }

    /** As {@link #commitsAfter}, of one who is at the end of a commit; with one request if there are none. */
    List<LoggedCommit> newCommitsAfter(long commitEnd, ReadBounds bounds) {
        List<LoggedCommit> next = commits.from(commitEnd + 1, bounds);
        return isDense(next, commitEnd + 1) ? next : commitsBehind(commitEnd, bounds);
    }

    /**
     * As {@link #commitsAfter}, of one who has seen a commit end there.
     *
     * @throws EventLogCorruptedException also if one goes beyond that end
     */
    List<LoggedCommit> commitsBehind(long commitEnd, ReadBounds bounds) {
        List<LoggedCommit> found = commitsAfter(commitEnd, bounds);
        if (!found.isEmpty() && found.getFirst().firstPosition() <= commitEnd) {
            throw alarm.raise(positions(commitEnd + 1, found.getFirst().firstPosition()));
        }
        return found;
    }

    /** Whether the commits follow each other, and the first one, if any, begins at the position. */
    static boolean isDense(List<LoggedCommit> found, long start) {
        return flawIn(found, start).isEmpty();
    }

    /** The first place at which the commits do not follow each other, or do not begin at the position; empty: none. */
    static Optional<EventLogCorruptedException> flawIn(List<LoggedCommit> found, long start) {
        long expected = start;
        for (LoggedCommit commit : found) {
            if (commit.firstPosition() != expected) {
                return Optional.of(positions(expected, commit.firstPosition()));
            }
            expected = commit.lastPosition() + 1;
        }
        return Optional.empty();
    }

    private static boolean begins(List<LoggedCommit> found, long position) {
        return !found.isEmpty() && found.getFirst().firstPosition() == position;
    }

    private List<LoggedCommit> requireDense(List<LoggedCommit> found, long start) {
        flawIn(found, start).ifPresent(flaw -> {
            throw alarm.raise(flaw);
        });
        return found;
    }
}
