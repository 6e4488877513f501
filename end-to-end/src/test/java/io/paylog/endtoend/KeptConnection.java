package io.paylog.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A client that sends request after request on one connection, as a busy one does, and tells how a connection ended.
 * Libraries repeat a request on a new connection when the old one was closed, which is what a test must see.
 */
final class KeptConnection implements AutoCloseable {

    /** Longer than anybody may take: it is a failure. */
    private static final int PATIENCE_MILLIS = 60_000;

    private final URI server;
    private @Nullable Socket socket;
    private @Nullable InputStream input;

    /** Nobody listens any more, or not yet. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        RefusedException(IOException cause) {
            super(cause);
        }
    }

    /** The connection was closed before the first byte of an answer. */
    static final class UnansweredException extends IOException {

        private static final long serialVersionUID = 1L;

        UnansweredException(IOException cause) {
            super(cause);
        }
    }

    /** @param headers by their names in lower case */
    record Answer(int status, Map<String, String> headers, String body) {

        JsonNode json() {
            return Json.tree(body);
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Says honestly that it was not done, and that repeating helps. */
        boolean isHonestRefusal() {
            boolean problem = headers.getOrDefault("content-type", "").startsWith("application/problem+json");
            // What the web server itself refuses while it stops has no body.
            return status == 503 && (problem ? json().path("retryable").asBoolean(false) : body.isEmpty());
        }

        long position() {
            return Long.parseLong(headers.get("x-event-position"));
        }
    }

    KeptConnection(Http server) {
        this.server = URI.create(server.baseUrl());
    }

    /** @throws IOException as above; any other: an answer was torn, or none came in time */
    Answer send(String method, String path, String body, String... headers) throws IOException {
        InputStream in = connected();
        try {
            request(method, path, body.getBytes(UTF_8), headers);
            in.mark(1);
            if (in.read() < 0) {
                throw new EOFException();
            }
            in.reset();
        } catch (SocketTimeoutException late) {
            close();
            throw late;
        } catch (IOException closed) {
            close();
            throw new UnansweredException(closed);
        }
        Answer answer = answer(in);
        if (answer.headers().getOrDefault("connection", "").equalsIgnoreCase("close")) {
            close();
        }
        return answer;
    }

    private InputStream connected() throws IOException {
        if (input != null) {
            return input;
        }
        try {
            Socket fresh = new Socket();
            fresh.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
            fresh.setSoTimeout(PATIENCE_MILLIS);
            fresh.setTcpNoDelay(true);
            socket = fresh;
            InputStream opened = new BufferedInputStream(fresh.getInputStream());
            input = opened;
            return opened;
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException refused) {
            throw new RefusedException(refused);
        }
    }

    private void request(String method, String path, byte[] body, String... headers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n")
                .getBytes(ISO_8859_1));
        for (String header : headers) {
            bytes.writeBytes((header + "\r\n").getBytes(ISO_8859_1));
        }
        bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        if (socket != null) {
            socket.getOutputStream().write(bytes.toByteArray());
        }
    }

    private static Answer answer(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = headers.containsKey("transfer-encoding")
                ? chunks(in)
                : exactly(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Answer(status, headers, new String(body, UTF_8));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(in), 16);
            body.writeBytes(exactly(in, length));
            line(in);
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("an answer ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("an answer ends in its head");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        input = null;
    }
}
