package io.paylog.eventstore.transfer;

import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.transfer.TransferProgress.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A file that was found to hold an exported log, or a part of one.
 *
 * @param content what it says that it holds, and does
 * @param lastCommitId of the last commit up to its end; {@code null}: there is none
 */
record LogFile(
        Path path,
        Line.Header header,
        LogContent content,
        @Nullable String lastCommitId) {

    /** Of aggregates that are named when a file is damaged. */
    private static final int MOST_NAMES = 10;

    private static final int COMMITS_BETWEEN_REPORTS = 1_000;

    /**
     * @param whole counts what it has, behind what was counted before
     * @throws DamagedException if it does not have what was exported
     */
    static LogFile check(LogFileReader reader, Tally whole, TransferProgress progress) throws IOException {
        String lastCommitId = readAll(reader, whole, progress);
        List<String> differences = reader.tally().differences(reader.end());
        if (!differences.isEmpty()) {
            throw damaged(reader, differences);
        }
        return new LogFile(reader.file(), reader.header(), reader.end().content(), lastCommitId);
    }

    private static @Nullable String readAll(LogFileReader reader, Tally whole, TransferProgress progress)
            throws IOException {
        String lastCommitId = reader.header().previousCommitId();
        int count = 0;
        for (Optional<LoggedCommit> next = reader.next(); next.isPresent(); next = reader.next()) {
            lastCommitId = next.get().commitId();
            whole.add(next.get());
            if (++count % COMMITS_BETWEEN_REPORTS == 0) {
                progress.reached(Step.CHECK, next.get().lastPosition(), Long.MAX_VALUE);
            }
        }
        long last = reader.end().content().lastPosition();
        progress.reached(Step.CHECK, last, last);
        return lastCommitId;
    }

    private static DamagedException damaged(LogFileReader reader, List<String> differences) throws IOException {
        Set<String> groups = reader.tally().differingGroups(reader.end());
        List<String> some = differences.subList(0, Math.min(differences.size(), MOST_NAMES));
        return new DamagedException(reader.file() + " is damaged. It differs from what was exported in: "
                + String.join(", ", some) + "; aggregates that may be concerned: "
                + String.join(", ", aggregatesOf(reader.file(), groups)));
    }

    private static Set<String> aggregatesOf(Path path, Set<String> groups) throws IOException {
        Set<String> names = new TreeSet<>();
        if (groups.isEmpty()) {
            return names;
        }
        try (LogFileReader reader = LogFileReader.open(path)) {
            Optional<LoggedCommit> next = reader.next();
            while (next.isPresent() && names.size() < MOST_NAMES) {
                String aggregateId = next.get().aggregateId();
                if (groups.contains(Tally.groupOf(aggregateId))) {
                    names.add(aggregateId);
                }
                next = reader.next();
            }
        }
        return names;
    }

    /** The commit that it is continued behind; {@code null}: it begins with the log. */
    @Nullable
    String previousCommitId() {
        return header.previousCommitId();
    }

    /**
     * Commits in order, in batches within bounds.
     *
     * @throws DamagedException if the file changed since it was checked
     */
    void forEachBatch(int events, long characters, BatchConsumer consumer) throws IOException {
        try (LogFileReader reader = LogFileReader.open(path)) {
            Batch batch = new Batch(events, characters);
            for (Optional<LoggedCommit> next = reader.next(); next.isPresent(); next = reader.next()) {
                batch.add(next.get());
                if (batch.isFull()) {
                    consumer.accept(batch.take());
                }
            }
            if (!batch.isEmpty()) {
                consumer.accept(batch.take());
            }
            if (!reader.tally().content().equals(content)) {
                throw new DamagedException(path + " changed while it was read");
            }
        }
    }

    @FunctionalInterface
    interface BatchConsumer {
        void accept(List<LoggedCommit> commits) throws IOException;
    }
}
