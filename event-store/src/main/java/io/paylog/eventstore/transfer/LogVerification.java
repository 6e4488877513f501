package io.paylog.eventstore.transfer;

import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.ReadBounds;
import io.paylog.eventstore.transfer.TransferProgress.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares exported logs with what they say of themselves, and with a log: by counts, by a checksum of the whole and by
 * checksums of the aggregates. Memory: as {@link LogExport}.
 */
public final class LogVerification {

    private static final ReadBounds BATCH = new ReadBounds(LogExport.BATCH_EVENTS, LogExport.BATCH_CHARACTERS);

    private final LogArchive log;
    private final TransferProgress progress;

    public LogVerification(LogArchive log, TransferProgress progress) {
        this.log = log;
        this.progress = progress;
    }

    /**
     * The file alone.
     *
     * @throws DamagedException if it does not have what was exported
     */
    public static LogContent verify(Path file, TransferProgress progress) throws IOException {
        return LogFiles.check(List.of(file), progress).content();
    }

    /**
     * Whether the log has what the file has, at the same positions; it may have more behind it.
     *
     * @throws DamagedException if it does not, or the file is damaged
     */
    public LogContent verify(Path file) throws IOException {
        LogFiles checked = LogFiles.check(List.of(file), progress);
        requireSame(checked);
        return checked.content();
    }

    void requireSame(LogFiles files) throws IOException {
        List<String> differences = read(files.content()).differences(files.end());
        if (!differences.isEmpty()) {
            throw new DamagedException("The log does not hold what " + files.names() + " does: "
                    + firstDifference(files) + " (" + differences.getFirst() + ")");
        }
    }

    private Tally read(LogContent wanted) {
        Tally tally = new Tally(wanted.firstPosition());
        long last = Math.min(wanted.lastPosition(), log.head());
        while (tally.lastPosition() < last) {
            log.from(tally.lastPosition() + 1, BATCH).stream()
                    .filter(commit -> commit.firstPosition() <= wanted.lastPosition())
                    .forEach(tally::add);
            progress.reached(Step.VERIFY, tally.lastPosition(), wanted.lastPosition());
        }
        return tally;
    }

    /** Told for people. */
    private String firstDifference(LogFiles files) throws IOException {
        long head = log.head();
        return files.first(wanted -> wanted.lastPosition() > head || !isThere(wanted))
                .map(wanted -> wanted.lastPosition() > head
                        ? "it ends at position " + head
                        : "the commit of position " + wanted.firstPosition() + ", of aggregate " + wanted.aggregateId()
                                + ", is another one")
                .orElse("it was changed meanwhile");
    }

    private boolean isThere(LoggedCommit wanted) {
        return log.from(wanted.firstPosition(), new ReadBounds(1, 1)).getFirst().equals(wanted);
    }
}
