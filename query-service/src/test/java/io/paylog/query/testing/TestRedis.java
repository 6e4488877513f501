package io.paylog.query.testing;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A Redis that can be stopped and started again, on the same port and with the data that it was last told to save. */
public final class TestRedis implements AutoCloseable {

    private static final boolean FOUND = found();

    private final int port;
    private final Path folder;
    private @Nullable Process process;

    private TestRedis(int port) {
        this.port = port;
        try {
            this.folder = Files.createTempDirectory("test-redis");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where there is no {@code redis-server} its address is empty, and tests that do something to it are skipped. */
    public static TestRedis start() {
        TestRedis redis = new TestRedis(freePort());
        if (FOUND) {
            redis.startAgain();
        }
        return redis;
    }

    private static boolean found() {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));
    }

    public static void assumeThere() {
        Assumptions.assumeTrue(FOUND, "needs redis-server on the PATH");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public void startAgain() {
        try {
            process = new ProcessBuilder(
                            "redis-server",
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--dir",
                            folder.toString(),
                            "--appendonly",
                            "no")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        Awaitility.await().until(this::accepts);
    }

    private boolean accepts() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public void save() {
        assumeThere();
        RedisClient client = RedisClient.create(uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().save();
        } finally {
            client.close();
        }
    }

    /** Keeps it from answering, without its connections being lost. */
    public void pause() {
        signal("-STOP");
    }

    public void goOn() {
        signal("-CONT");
    }

    private void signal(String name) {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("it does not run");
        }
        try {
            new ProcessBuilder("kill", name, Long.toString(running.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** At once, without saving anything. */
    public void stop() {
        assumeThere();
        end();
    }

    private void end() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public String uri() {
        return FOUND ? "redis://127.0.0.1:" + port : "";
    }

    @Override
    public void close() {
        end();
        try {
            Files.deleteIfExists(folder.resolve("dump.rdb"));
            Files.deleteIfExists(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
