package io.paylog.command;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests whose bodies do not come. */
final class Unfinished implements AutoCloseable {

    private final List<Socket> connections = new ArrayList<>();

    Unfinished(URI service, String path, int count) throws IOException {
        String head = """
                POST %s HTTP/1.1\r
                Host: %s\r
                Content-Type: application/json\r
                Content-Length: 100\r
                \r
                {""".formatted(path, service.getAuthority());
        for (int i = 0; i < count; i++) {
            Socket connection = new Socket(service.getHost(), service.getPort());
            connections.add(connection);
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
