package io.paylog.eventstore.transfer;

import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.ReadBounds;
import io.paylog.eventstore.transfer.TransferProgress.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a log, or a part of it, into a file, while others append to it. The file holds what a majority had when the export
 * began. An export that was interrupted goes on behind what it has when it is asked for again.
 *
 * <p>It takes memory for one batch of at most {@value #BATCH_EVENTS} events or {@value #BATCH_CHARACTERS} characters and one
 * commit, whatever the size of the log.
 */
public final class LogExport {

    static final int BATCH_EVENTS = 2_000;
    static final int BATCH_CHARACTERS = 2 * 1024 * 1024;

    private static final ReadBounds BATCH = new ReadBounds(BATCH_EVENTS, BATCH_CHARACTERS);

    private final LogArchive log;
    private final Clock clock;
    private final TransferProgress progress;

    /** @param clock tells when the export began */
    public LogExport(LogArchive log, Clock clock, TransferProgress progress) {
        this.log = log;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * @throws TransferRefusedException if it would overwrite something, or the log has no such positions
     * @throws io.paylog.eventstore.EventLogException if the log cannot be read
     * @throws IOException if the file cannot be written; what is there of it is good
     */
    public ExportReport run(ExportRequest request) throws IOException {
        requireFree(request);
        String epoch = epoch();
        long last = lastPosition(request);
        try (PartFile part = PartFile.open(request.file(), header(request, epoch))) {
            requireFree(request);
            long resumedAt = part.tally().lastPosition();
            requireResumable(part, request, last);
            copy(part, last);
            if (!epoch().equals(epoch)) {
                throw beginAgain("The log was restored while it was exported", request);
            }
            requireFree(request);
            long bytes = part.complete(request.file());
            return new ExportReport(request.file(), epoch, part.tally().content(), bytes, resumedAt);
        }
    }

    private void requireResumable(PartFile part, ExportRequest request, long last) {
        long resumedAt = part.tally().lastPosition();
        if (resumedAt > last) {
            throw beginAgain(
                    "The interrupted export has positions up to " + resumedAt
                            + " already, which is more than was asked for or the log has",
                    request);
        }
        // A dump that was restored meanwhile has brought the epoch back, but not what was appended after it.
        if (part.resumedBehind().filter(id -> !endsAt(resumedAt, id)).isPresent()) {
            throw beginAgain(
                    "At position " + resumedAt + " the log is not the one whose export was interrupted", request);
        }
    }

    private boolean endsAt(long position, String commitId) {
        LoggedCommit there = log.from(position, new ReadBounds(1, 1)).getFirst();
        return there.lastPosition() == position && there.commitId().equals(commitId);
    }

    private static TransferRefusedException beginAgain(String because, ExportRequest request) {
        return new TransferRefusedException(
                because + ": delete " + PartFile.pathOf(request.file()) + " and begin again");
    }

    private static void requireFree(ExportRequest request) {
        Path file = request.file();
        if (!request.overwrite() && Files.exists(file)) {
            throw new TransferRefusedException(file + " is there already, and is not overwritten");
        }
    }

    private String epoch() {
        return log.epoch()
                .orElseThrow(() -> new TransferRefusedException("There is no log in this database: it has no epoch"));
    }

    private long lastPosition(ExportRequest request) {
        long head = log.head();
        boolean all = request.lastPosition() == Long.MAX_VALUE;
        if (request.firstPosition() > head + 1 || (!all && request.lastPosition() > head)) {
            throw new TransferRefusedException("The log ends at position " + head);
        }
        return all ? head : request.lastPosition();
    }

    private Line.Header header(ExportRequest request, String epoch) {
        return new Line.Header(
                Line.Header.FORMAT,
                Line.Header.VERSION,
                epoch,
                clock.instant().toString(),
                request.firstPosition(),
                previousCommitId(request.firstPosition()));
    }

    private @Nullable String previousCommitId(long firstPosition) {
        if (firstPosition == 1) {
            return null;
        }
        LoggedCommit previous =
                log.from(firstPosition - 1, new ReadBounds(1, 1)).getFirst();
        if (previous.lastPosition() != firstPosition - 1) {
            throw new TransferRefusedException("Position " + firstPosition + " is inside of the commit of positions "
                    + previous.firstPosition() + " to " + previous.lastPosition());
        }
        return previous.commitId();
    }

    private void copy(PartFile part, long last) throws IOException {
        long done = part.tally().lastPosition();
        progress.reached(Step.EXPORT, done, last);
        while (done < last) {
            List<LoggedCommit> batch = log.from(done + 1, BATCH).stream()
                    .filter(commit -> commit.lastPosition() <= last)
                    .toList();
            if (batch.isEmpty()) {
                return;
            }
            batch.forEach(part.tally()::add);
            part.append(batch.stream().map(CommitFields::of).map(Line::of));
            done = part.tally().lastPosition();
            progress.reached(Step.EXPORT, done, last);
        }
    }
}
