package io.paylog.web;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The encoding of JSON; a parser would read some bytes that are none as characters that nobody sent. */
public final class Utf8 {

    private static final int DECODED_AT_ONCE = 8_192;

    private Utf8() {}

    /** @throws InvalidRequestException if the body is not UTF-8, or cannot be JSON in it */
    public static void require(byte[] body) {
        if (!isUtf8(body) || hasNull(body)) {
            throw InvalidRequestException.of("", "must be JSON in UTF-8");
        }
    }

    private static boolean isUtf8(byte[] body) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer decoded = CharBuffer.allocate(DECODED_AT_ONCE);
        CoderResult result;
        do {
            result = decoder.decode(bytes, decoded.clear(), true);
        } while (result.isOverflow());
        return !result.isError();
    }

    /** A null byte is not in any JSON, but in what the parser would take for UTF-16 or UTF-32. */
    private static boolean hasNull(byte[] body) {
        for (byte each : body) {
            if (each == 0) {
                return true;
            }
        }
        return false;
    }
}
