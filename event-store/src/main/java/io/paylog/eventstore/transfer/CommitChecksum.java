package io.paylog.eventstore.transfer;

import io.paylog.eventstore.EventEntry;
import io.paylog.eventstore.LoggedCommit;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over all that is stored of a commit: its numbers as eight bytes each, its texts as UTF-8 after their lengths in
 * four bytes, −1 for those that are not there.
 */
final class CommitChecksum {

    private final MessageDigest sha256 = sha256();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** @throws DamagedException if a text is no Unicode, which no store of the log can hold */
    byte[] of(LoggedCommit commit) {
        put(commit.firstPosition());
        put(commit.commitId());
        put(commit.aggregateType());
        put(commit.aggregateId());
        put(commit.firstSequence());
        put(commit.latestMillis());
        put(commit.events().size());
        commit.events().forEach(this::put);
        return sha256.digest();
    }

    private void put(EventEntry event) {
        put(event.id());
        put(event.type());
        put(event.revision());
        put(event.timestamp().toString());
        put(event.payload());
        put(event.metadata());
    }

    private void put(long value) {
        sha256.update(number.clear().putLong(value).flip());
    }

    private void put(@Nullable String text) {
        if (text == null) {
            sha256.update(number.clear().putInt(-1).flip());
            return;
        }
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            sha256.update(number.clear().putInt(utf8.remaining()).flip());
            sha256.update(utf8);
        } catch (CharacterCodingException e) {
            sha256.reset();
            throw new DamagedException("a text has half of a surrogate pair, which cannot be stored", e);
        }
    }
}
