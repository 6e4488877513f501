package io.paylog.eventstore;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One follower's way through what only the store has: with a cursor, as long as it goes on without a gap. Whatever else
 * happens to the cursor, a single request decides what there is: two replies may be of different views of the log.
 */
final class OwnReading implements AutoCloseable {

    private static final long NOTHING_YET = -1;

    private final LogReader reader;
    private final CommitStore commits;
    private final ReadBounds bounds;
    private final ReentrantLock reading = new ReentrantLock();

    // Guarded by the lock.
    private @Nullable CommitCursor cursor;
    private long readUpTo = NOTHING_YET;

    /** Somebody closed while somebody read. */
    private volatile boolean closeAfterRead;

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
    List<LoggedCommit> after(long position) {
        reading.lock();
        try {
            return readAfter(position);
        } finally {
            reading.unlock();
            if (closeAfterRead) {
                close();
            }
        }
    }

    private List<LoggedCommit> readAfter(long position) {
        List<LoggedCommit> found = fromCursor(position);
        if (found.isEmpty()) {
            close();
            found = readUpTo == position
                    ? reader.commitsBehind(position, bounds)
                    : reader.commitsAfter(position, bounds);
            if (TakenCommits.reach(bounds, found)) {
                cursor = commits.openFrom(found.getLast().lastPosition() + 1, bounds);
            }
        }
        if (!found.isEmpty()) {
            readUpTo = found.getLast().lastPosition();
        }
        return found;
    }

    private List<LoggedCommit> fromCursor(long position) {
        if (cursor == null || readUpTo != position) {
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

    /** By any thread; waits for nobody: a read that is under way lets go of the cursor when it ends. */
    @Override
    public void close() {
        closeAfterRead = true;
        if (reading.tryLock()) {
            try {
                closeCursor();
            } finally {
                reading.unlock();
            }
        }
    }

    private void closeCursor() {
        closeAfterRead = false;
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
    }
}
