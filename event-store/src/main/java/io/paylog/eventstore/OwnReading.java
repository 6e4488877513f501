package io.paylog.eventstore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One follower's way through what only the store has: with a cursor, as long as it goes on without a gap. Whatever else
 * happens to the cursor, a single request decides what there is: two replies may be of different views of the log.
 */
final class OwnReading implements AutoCloseable {

    private final LogReader reader;
    private final CommitStore commits;
    private final ReadBounds bounds;
    private @Nullable CommitCursor cursor;
    private long cursorPosition;

    OwnReading(LogReader reader, CommitStore commits, ReadBounds bounds) {
        this.reader = reader;
        this.commits = commits;
        this.bounds = bounds;
    }

    /**
     * Commits with events after the position, which may be inside the first of them. The first read, and the last, is a
     * request of its own: who is just a little behind needs no cursor.
     *
     * @throws EventLogException if there is no answer, or the log has a hole
     */
    synchronized List<LoggedCommit> after(long position) {
        List<LoggedCommit> found = fromCursor(position);
        if (found.isEmpty()) {
            close();
            found = reader.commitsAfter(position, bounds);
            if (TakenCommits.reach(bounds, found)) {
                cursor = commits.openFrom(found.getLast().lastPosition() + 1, bounds);
            }
        }
        if (!found.isEmpty()) {
            cursorPosition = found.getLast().lastPosition();
        }
        return found;
    }

    private List<LoggedCommit> fromCursor(long position) {
        if (cursor == null || cursorPosition != position) {
            return List.of();
        }
        try {
            List<LoggedCommit> found = cursor.next();
            return LogReader.isDense(found, position + 1) ? found : List.of();
        } catch (EventLogUnavailableException e) {
            // The cursor may be gone with its server, or for its age.
            return List.of();
        }
    }

    /** By any thread; waits for a read that is under way. The next read begins anew. */
    @Override
    public synchronized void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
