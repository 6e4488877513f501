package io.paylog.eventstore;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a commit may hold at most; larger ones are refused before they are sent.
 *
 * @param events 1 to 10,000
 * @param bytes below MongoDB's 16 MiB for a document
 */
public record CommitBounds(int events, int bytes) {

    private static final int MAX_DOCUMENT_BYTES = 15 * 1024 * 1024;

    /** More than field names, numbers and the commit's own identifier take in a document beside its texts. */
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
        long total = OVERHEAD_BYTES + size.applyAsLong(commit.aggregateId()) + sizeIfAny(commit.aggregateType(), size);
        for (EventEntry event : commit.events()) {
            total += OVERHEAD_BYTES
                    + size.applyAsLong(event.id())
                    + size.applyAsLong(event.type())
                    + sizeIfAny(event.revision(), size)
                    + size.applyAsLong(event.payload())
                    + size.applyAsLong(event.metadata());
        }
        return total;
    }

    private static long sizeIfAny(@Nullable String text, ToLongFunction<String> size) {
        return text == null ? 0 : size.applyAsLong(text);
    }

    private static void requireAtMost(NewCommit commit, long bound, long actual, String unit) {
        if (actual > bound) {
            throw new CommitTooLargeException(commit.aggregateId(), actual, bound, unit);
        }
    }

    /** Counted rather than encoded: texts are long, and this is done for each commit. */
    private static long utf8(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < 0x80) {
                bytes++;
            } else if (letter < 0x800) {
                bytes += 2;
            } else if (isPair(letter, text, i + 1)) {
                bytes += 4;
                i++;
            } else {
                bytes += MAX_BYTES_OF_CHAR;
            }
        }
        return bytes;
    }

    private static boolean isPair(char high, String text, int next) {
        return next < text.length() && Character.isSurrogatePair(high, text.charAt(next));
    }
}
