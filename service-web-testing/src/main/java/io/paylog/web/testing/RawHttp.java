package io.paylog.web.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Sends bytes as they are, which no client does that knows HTTP. They are written as text, a character for each byte.
 *
 * @param service where it is reached, without a path
 */
public record RawHttp(URI service) {

    /** Far longer than any answer takes. */
    private static final int HANGS_MILLIS = 60_000;

    public Answer send(String bytes) {
        if (bytes.chars().anyMatch(each -> each > 0xFF)) {
            throw new IllegalArgumentException("No bytes: " + bytes);
        }
        try (Socket connection = new Socket(service.getHost(), service.getPort())) {
            connection.setSoTimeout(HANGS_MILLIS);
            connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return Answer.parse(new String(connection.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Answer send(Request request) {
        return send(request.bytes());
    }

    /** The bytes of a text in UTF-8, as they are sent. */
    public static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
