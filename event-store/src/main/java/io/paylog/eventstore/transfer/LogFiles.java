package io.paylog.eventstore.transfer;

import io.paylog.eventstore.LoggedCommit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Files of which each one continues the one before, so that together they are as one.
 *
 * @param end what one file of all that would say
 */
record LogFiles(List<LogFile> files, Line.End end) {

    LogFiles {
        files = List.copyOf(files);
    }

    /**
     * @param paths at least one, in the order of the log
     * @throws DamagedException if one does not have what was exported
     * @throws TransferRefusedException if one does not continue the one before
     */
    static LogFiles check(List<Path> paths, TransferProgress progress) throws IOException {
        Tally whole = new Tally(firstPosition(paths.getFirst()));
        List<LogFile> files = new ArrayList<>();
        for (Path path : paths) {
            try (LogFileReader reader = LogFileReader.open(path)) {
                requireContinued(files.isEmpty() ? null : files.getLast(), reader);
                files.add(LogFile.check(reader, whole, progress));
            }
        }
        return new LogFiles(files, whole.end());
    }

    private static long firstPosition(Path path) throws IOException {
        try (LogFileReader reader = LogFileReader.open(path)) {
            return reader.header().firstPosition();
        }
    }

    private static void requireContinued(@Nullable LogFile before, LogFileReader next) {
        if (before == null) {
            return;
        }
        long end = before.content().lastPosition();
        long begin = next.header().firstPosition();
        if (begin != end + 1) {
            throw new TransferRefusedException(next.file() + " begins at position " + begin + ", but " + before.path()
                    + " ends at position " + end + ": name all parts, in their order");
        }
        if (!Objects.equals(next.header().previousCommitId(), before.lastCommitId())) {
            throw new TransferRefusedException(
                    next.file() + " does not continue " + before.path() + ": it is of another log");
        }
    }

    LogContent content() {
        return end.content();
    }

    LogFile first() {
        return files.getFirst();
    }

    /** Of the log that the last one was exported from. */
    String sourceEpoch() {
        return files.getLast().header().epoch();
    }

    /** Told for people. */
    String names() {
        return String.join(
                ", ", files.stream().map(file -> file.path().toString()).toList());
    }

    /** As {@link LogFile#forEachBatch}, one file after the other. */
    void forEachBatch(int events, long characters, LogFile.BatchConsumer consumer) throws IOException {
        for (LogFile file : files) {
            file.forEachBatch(events, characters, consumer);
        }
    }

    /** The first commit that is as wanted. */
    Optional<LoggedCommit> first(Predicate<LoggedCommit> wanted) throws IOException {
        for (LogFile file : files) {
            try (LogFileReader reader = LogFileReader.open(file.path())) {
                for (Optional<LoggedCommit> next = reader.next(); next.isPresent(); next = reader.next()) {
                    if (wanted.test(next.get())) {
                        return next;
                    }
                }
            }
        }
        return Optional.empty();
    }
}
