package io.paylog.eventstore.transfer;

import static java.util.Objects.requireNonNull;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of an exported log: the first one says what was exported, one for each commit follows, the last one says what
 * they have to add up to. Exactly one field is there.
 */
record Line(
        @Nullable Header log,
        @Nullable CommitFields commit,
        @Nullable End end) {

    /**
     * @param format always {@link #FORMAT}
     * @param version of the format; a reader that knows only older ones refuses the file
     * @param epoch of the log that was exported
     * @param exportedAt when the export began, RFC 3339
     * @param firstPosition where it begins
     * @param previousCommitId of the commit that ends right before; {@code null}: it begins with the log
     */
    record Header(
            String format,
            int version,
            String epoch,
            String exportedAt,
            long firstPosition,
            @Nullable String previousCommitId) {

        static final String FORMAT = "paylog-log";
        static final int VERSION = 1;

        Header {
            requireNonNull(format);
            requireNonNull(epoch);
            requireNonNull(exportedAt);
        }

        Header exportedAt(String time) {
            return new Header(format, version, epoch, time, firstPosition, previousCommitId);
        }
    }

    /** @param groups see {@link Tally} */
    record End(LogContent content, SortedMap<String, Group> groups) {

        End {
            requireNonNull(content);
            requireNonNull(groups);
        }
    }

    /**
     * Some of the aggregates.
     *
     * @param events of all of them
     * @param checksum sum of the checksums of all of their commits
     */
    record Group(long events, String checksum) {}

    static Line of(Header header) {
        return new Line(header, null, null);
    }

    static Line of(CommitFields commit) {
        return new Line(null, commit, null);
    }

    static Line of(End end) {
        return new Line(null, null, end);
    }
}
