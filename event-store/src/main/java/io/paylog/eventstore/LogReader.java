package io.paylog.eventstore;

import static io.paylog.eventstore.EventLogCorruptedException.positions;

import java.util.List;

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
        return after.isEmpty() && TakenCommits.reach(bounds, found) ? nextAfter(position, start) : after;
    }

    private List<LoggedCommit> nextAfter(long position, long start) {
        ReadBounds oneMore = ReadBounds.ofEvents(Math.toIntExact(position - start + 2));
        return endingAfter(position, requireDense(commits.from(start, oneMore), start));
    }

    private static List<LoggedCommit> endingAfter(long position, List<LoggedCommit> found) {
        return found.stream().filter(commit -> commit.lastPosition() > position).toList();
    }

    /** As {@link #commitsAfter}, of one who is at the end of a commit; with one request if there are none. */
    List<LoggedCommit> newCommitsAfter(long commitEnd, ReadBounds bounds) {
        List<LoggedCommit> next = commits.from(commitEnd + 1, bounds);
        return next.isEmpty() || isDense(next, commitEnd + 1) ? next : commitsAfter(commitEnd, bounds);
    }

    /** Whether the commits follow each other, and the first one begins at the position. */
    static boolean isDense(List<LoggedCommit> found, long start) {
        long expected = start;
        for (LoggedCommit commit : found) {
            if (commit.firstPosition() != expected) {
                return false;
            }
            expected = commit.lastPosition() + 1;
        }
        return true;
    }

    private static boolean begins(List<LoggedCommit> found, long position) {
        return !found.isEmpty() && found.getFirst().firstPosition() == position;
    }

    private List<LoggedCommit> requireDense(List<LoggedCommit> found, long start) {
        long expected = start;
        for (LoggedCommit commit : found) {
            if (commit.firstPosition() != expected) {
                throw alarm.raise(positions(expected, commit.firstPosition()));
            }
            expected = commit.lastPosition() + 1;
        }
        return found;
    }
}
