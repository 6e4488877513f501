package io.paylog.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.function.ToLongFunction;

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

    /** Of UTF-8; so the length of a text tells in nearly all cases, without encoding it, that it is within the bound. */
    private static final int MAX_BYTES_OF_CHAR = 3;

    public CommitBounds {
        EventLogSettings.requireWithin("events", events, 1, 10_000);
        EventLogSettings.requireWithin("bytes", bytes, 1, MAX_DOCUMENT_BYTES);
    }

    /** @throws CommitTooLargeException if the commit is larger */
    void require(NewCommit commit) {
        requireAtMost(commit, events, commit.events().size(), "events");
        if (total(commit, text -> (long) MAX_BYTES_OF_CHAR * text.length()) > bytes) {
            requireAtMost(commit, bytes, bytesOf(commit), "bytes");
        }
    }

    /** At least as much as its document takes. */
    static long bytesOf(NewCommit commit) {
        return total(commit, CommitBounds::utf8);
    }

    private static long total(NewCommit commit, ToLongFunction<String> size) {
        long total = OVERHEAD_BYTES;
        for (EventEntry event : commit.events()) {
            total += OVERHEAD_BYTES
                    + size.applyAsLong(event.type())
                    + size.applyAsLong(event.payload())
                    + size.applyAsLong(event.metadata());
        }
        return total;
    }

    private static void requireAtMost(NewCommit commit, long bound, long actual, String unit) {
        if (actual > bound) {
            throw new CommitTooLargeException(commit.aggregateId(), actual, bound, unit);
        }
    }

    private static long utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
