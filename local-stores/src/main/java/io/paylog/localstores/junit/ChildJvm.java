package io.paylog.localstores.junit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own, with the class path of the tests. It reads what it is told from its standard input, which ends
 * when the tests do, however they end.
 */
public final class ChildJvm implements AutoCloseable {

    /** What a busy machine takes, and more. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final Thread listener;

    private ChildJvm(Process process) {
        this.process = process;
        listener = Thread.startVirtualThread(() -> {
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(output::add);
            } catch (IOException | UncheckedIOException e) {
                output.add("The output of the process cannot be read any more: " + e);
            }
        });
    }

    /** @param heap as in {@code -Xmx}; without as much, the process ends */
    public static ChildJvm start(Class<?> main, String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(arguments);
        try {
            return new ChildJvm(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a line to the standard input of the process. */
    public void tell(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            throw new IllegalStateException("The process does not listen:\n" + text(), e);
        }
    }

    /** Waits until the process has written the line. */
    public void awaitLine(String line) {
        awaitLines(1, line);
    }

    /** Waits until the process has written so many lines that begin like this. */
    public void awaitLines(int count, String beginning) {
        await().atMost(LIMIT)
                .conditionEvaluationListener(_ -> requireAlive(count, beginning))
                .until(() -> has(count, beginning));
    }

    private void requireAlive(int count, String beginning) {
        if (!listener.isAlive() && !has(count, beginning)) {
            throw new IllegalStateException("The process ended:\n" + text());
        }
    }

    private boolean has(int count, String beginning) {
        return output().stream().filter(line -> line.startsWith(beginning)).count() >= count;
    }

    /** The lines up to now, those of errors among them. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** All lines in one. */
    public String text() {
        return String.join("\n", output());
    }

    /** Waits until the process has ended by itself and all that it wrote has been read. */
    public int exitCode() {
        await().atMost(LIMIT).until(() -> !listener.isAlive());
        return process.onExit().join().exitValue();
    }

    /** As {@code kill -9} does. What it wrote until then has been read when this returns. */
    public void kill() {
        process.destroyForcibly();
        exitCode();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
