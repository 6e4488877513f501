package io.paylog.eventstore;

import java.util.List;
import java.util.Optional;

/**
 * A log as those see it who copy it whole: commits as they are stored, and the marks that an import leaves. What is read is
 * durable on a majority. For {@code io.paylog.eventstore.transfer}; whoever works with events opens an {@link EventLog}.
 *
 * <p>Requests wait for servers that are away as long as {@link Timeouts#opening()} says. All of them can be repeated.
 */
public interface LogArchive extends AutoCloseable {

    /**
     * Creates nothing.
     *
     * @throws EventLogException if the servers cannot be reached in time, or are not fit for the log
     */
    static LogArchive connect(EventLogSettings settings) {
        return MongoLogArchive.connect(settings);
    }

    /**
     * Identity of the log's content; empty: no log was ever opened there.
     *
     * @throws EventLogRefusedException if the log is being imported
     */
    Optional<String> epoch();

    /** The position of the last event; 0: the log is empty. */
    long head();

    /**
     * The commits from the one on that has the position, without a gap; at least one.
     *
     * @param position up to the head
     * @throws EventLogCorruptedException if positions have a hole or overlap
     */
    List<LoggedCommit> from(long position, ReadBounds bounds);

    /**
     * Marks the log as being imported, so that nobody opens it; creates the collections and indexes. Goes on with an import
     * of the same part that was interrupted, and leaves one alone that was finished.
     *
     * @throws EventLogRefusedException if the log is not empty and does not end where an import ended, or another part is being
     *     imported. Whether the part continues what that import put there is for the caller to find out
     */
    void beginImport(ImportedPart part);

    /**
     * Puts commits at their positions; those that are there already stay.
     *
     * @param commits without a gap; those before them are in the log
     * @throws EventLogRefusedException if another commit is in the place of one of them
     */
    void insert(List<LoggedCommit> commits);

    /**
     * Takes the mark away and begins a new epoch: nothing recorded of the log before is valid any more. Returns the epoch,
     * also when it was begun before.
     *
     * @throws EventLogRefusedException if the part is not being imported
     */
    String finishImport(ImportedPart part);

    @Override
    void close();
}
