package io.paylog.eventstore;

import java.nio.charset.StandardCharsets;

/**
 * What a commit may hold at most; larger ones are refused before they are sent.
 *
 * @param events 1 to 10,000
 * @param bytes below MongoDB's 16 MiB for a document
 */
public record CommitBounds(int events, int bytes) {

    private static final int MAX_DOCUMENT_BYTES = 15 * 1024 * 1024;

    /** More than field names, identifiers and numbers of a document take beside its contents. */
    private static final int OVERHEAD_BYTES = 256;

    public CommitBounds {
        EventLogSettings.requireWithin("events", events, 1, 10_000);
        EventLogSettings.requireWithin("bytes", bytes, 1, MAX_DOCUMENT_BYTES);
    }

    /** @throws CommitTooLargeException if the commit is larger */
    void require(NewCommit commit) {
        requireAtMost(commit, events, commit.events().size(), "events");
        long total = OVERHEAD_BYTES;
        for (EventEntry event : commit.events()) {
            total += OVERHEAD_BYTES + utf8(event.type()) + utf8(event.payload()) + utf8(event.metadata());
        }
        requireAtMost(commit, bytes, total, "bytes");
    }

    private static void requireAtMost(NewCommit commit, long bound, long actual, String unit) {
        if (actual > bound) {
            throw new CommitTooLargeException(commit.aggregateId(), actual, bound, unit);
        }
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
