package io.paylog.eventstore.transfer;

import io.paylog.eventstore.ImportedPart;
import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.ReadBounds;
import io.paylog.eventstore.transfer.TransferProgress.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts an exported log into an empty one, or further parts of it behind what an import put there, at the same positions.
 * Nothing may write to the log meanwhile, and nobody can open it. In the end it has a new epoch: views, snapshots and
 * tokens of whatever was there before are refused.
 *
 * <p>The files are checked before anything is changed, and the log is read back before it is let go. Several parts are
 * imported as one, so nobody opens a log that has only the first of them. An import that was interrupted goes on when it is
 * asked for again with the same files. Memory: as {@link LogExport}.
 */
public final class LogImport {

    private final LogArchive log;
    private final TransferProgress progress;

    public LogImport(LogArchive log, TransferProgress progress) {
        this.log = log;
        this.progress = progress;
    }

    /**
     * @param paths all parts in the order of the log, or those that continue what an import put there
     * @throws DamagedException if a file is damaged, or the log does not hold in the end what the files do
     * @throws TransferRefusedException if a part does not continue the one before
     * @throws io.paylog.eventstore.EventLogException if the log is not empty, something else writes to it, or it does not
     *     answer
     * @throws IOException if a file cannot be read
     */
    public ImportReport run(List<Path> paths) throws IOException {
        LogFiles files = LogFiles.check(paths, progress);
        LogContent content = files.content();
        ImportedPart part = new ImportedPart(
                files.sourceEpoch(), content.firstPosition(), content.lastPosition(), content.checksum());
        requirePrevious(files.first());
        log.beginImport(part);
        copy(files);
        readBack(files);
        return new ImportReport(part.sourceEpoch(), log.finishImport(part), content);
    }

    private void requirePrevious(LogFile file) {
        long first = file.content().firstPosition();
        if (first > 1 && first <= log.head() + 1) {
            LoggedCommit previous = log.from(first - 1, new ReadBounds(1, 1)).getFirst();
            if (!previous.commitId().equals(file.previousCommitId())) {
                throw new TransferRefusedException(
                        file.path() + " does not continue what is in the log up to position " + (first - 1));
            }
        }
    }

    private void copy(LogFiles files) throws IOException {
        long last = files.content().lastPosition();
        long there = log.head();
        progress.reached(Step.IMPORT, Math.min(there, last), last);
        files.forEachBatch(LogExport.BATCH_EVENTS, LogExport.BATCH_CHARACTERS, batch -> {
            long end = batch.getLast().lastPosition();
            if (end > there) {
                log.insert(batch);
                progress.reached(Step.IMPORT, end, last);
            }
        });
    }

    private void readBack(LogFiles files) throws IOException {
        try {
            new LogVerification(log, progress).requireSame(files);
            requireNothingBehind(files.content());
        } catch (DamagedException e) {
            throw new DamagedException(e.getMessage() + ". Drop the database and begin again", e);
        }
    }

    private void requireNothingBehind(LogContent content) {
        long head = log.head();
        if (head != content.lastPosition()) {
            throw new DamagedException("Somebody else writes into the log: it ends at position " + head + " instead of "
                    + content.lastPosition());
        }
    }
}
