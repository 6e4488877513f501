package io.paylog.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM that the tests start, watch and stop; its output goes to a log file of its own. */
final class JavaProcess implements AutoCloseable {

    /** As long as the documentation gives a service. */
    private static final Duration STOP = Duration.ofSeconds(60);

    /** What libraries of the local stores need for the JVM not to warn of them; the services need nothing. */
    static final List<String> ACCESS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        // whatever becomes of the test that started it
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** @param arguments what comes after {@code java} on the command line */
    static JavaProcess start(String name, List<String> arguments) {
        return start(name, inherited -> {}, arguments);
    }

    /** @param environment changes what the process would inherit from the environment of the tests */
    static JavaProcess start(String name, Consumer<Map<String, String>> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // These processes are short-lived: they start twice as fast without the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m"));
        command.addAll(arguments);
        return run(name, environment, command);
    }

    /** @param command of which the process itself becomes the JVM */
    static JavaProcess run(String name, Consumer<Map<String, String>> environment, List<String> command) {
        try {
            Path log = Files.createTempFile(
                    Files.createDirectories(Path.of(System.getProperty("logs"))), name + "-", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            environment.accept(builder.environment());
            return new JavaProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything the process has printed. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the process to end by itself. */
    int exitCode() {
        return exitCode(STOP);
    }

    /** As {@link #exitCode()}, with that patience. */
    int exitCode(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running: " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code SIGTERM}; does not wait. */
    void terminate() {
        process.destroy();
    }

    /** {@code kill -9}: neither the process nor what it has started gets a chance to do anything. */
    void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        exitCode();
        children.forEach(JavaProcess::awaitEnd);
    }

    private static void awaitEnd(ProcessHandle ended) {
        ended.onExit().orTimeout(STOP.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Asks the process to stop and waits until it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            exitCode();
        } catch (IllegalStateException e) {
            kill();
            throw e;
        }
    }
}
