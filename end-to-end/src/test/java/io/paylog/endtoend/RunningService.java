package io.paylog.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One of the two services, started from its jar; it can be killed and started again where it was. */
final class RunningService implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final String name;
    private final List<String> arguments;
    private final Http http;
    private JavaProcess process;

    RunningService(String name, TestStores stores) {
        int port = freePort();
        this.name = name;
        this.http = new Http("http://127.0.0.1:" + port);
        this.arguments = new ArrayList<>(List.of("-jar", System.getProperty("jar." + name), "--server.port=" + port));
        this.arguments.addAll(stores.settings());
        this.process = launch();
        awaitUp();
    }

    private JavaProcess launch() {
        return JavaProcess.start(name, arguments);
    }

    Http http() {
        return http;
    }

    void kill() {
        process.kill();
    }

    void startAgain() {
        process = launch();
        awaitUp();
    }

    private void awaitUp() {
        await().atMost(START)
                .conditionEvaluationListener(condition -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " ended: " + process.output());
                    }
                })
                .until(http::isUp);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
