package io.paylog.localstores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server started here, its output in a log file and its pid beside it. It is stopped by its handle, never by its name.
 */
final class ChildProcess implements AutoCloseable {

    static final String PID_SUFFIX = ".pid";

    private static final Duration POLITE_STOP = Duration.ofSeconds(20);
    private static final Duration FORCED_STOP = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 20;
    private static final int TAIL_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;
    private final PidFile pidFile;

    private ChildProcess(String name, Process process, Path log, PidFile pidFile) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.pidFile = pidFile;
    }

    /**
     * Starts a server, after an orphan of an earlier start in the same folder has been stopped.
     *
     * @param folder gets {@code name.log} and {@code name.pid}
     */
    static ChildProcess start(String name, List<String> command, Path folder, Environment environment) {
        stopOrphan(name, folder);
        PidFile pidFile = pidFile(name, folder);
        Path log = folder.resolve(name + ".log");
        List<String> tied = new ArrayList<>(ParentDeath.prefix(environment));
        tied.addAll(OwnSession.prefix(environment));
        tied.addAll(command);
        Process process = startOnThreadOfItsOwn(
                name, new ProcessBuilder(tied).redirectErrorStream(true).redirectOutput(log.toFile()));
        ChildProcess child = new ChildProcess(name, process, log, pidFile);
        try {
            pidFile.write(process.toHandle());
            return child;
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    private static PidFile pidFile(String name, Path folder) {
        return new PidFile(folder.resolve(name + PID_SUFFIX));
    }

    /** Stops what an earlier start of this server in the folder left running: it holds the port. */
    static void stopOrphan(String name, Path folder) {
        stopOrphan(pidFile(name, folder));
    }

    /** Stops what an earlier start left running, if it does. */
    static void stopOrphan(PidFile pidFile) {
        pidFile.process().ifPresent(ChildProcess::stop);
    }

    /** Linux signals the death of the thread that started the child, so that thread must live as long as the child. */
    private static Process startOnThreadOfItsOwn(String name, ProcessBuilder builder) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("keeper-of-" + name).start(() -> {
            try {
                Process process = builder.start();
                started.complete(process);
                process.waitFor();
            } catch (IOException e) {
                started.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return started.join();
        } catch (CompletionException e) {
            throw new LocalStoresException(
                    name + " cannot be started as " + builder.command() + ": " + e.getCause(), e);
        }
    }

    /**
     * Waits until the server answers.
     *
     * @throws LocalStoresException with the end of its log, if it ends or does not answer in time
     */
    void await(BooleanSupplier answers, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!answers.getAsBoolean()) {
            if (ended()) {
                throw new LocalStoresException(
                        name + " ended with exit code " + process.exitValue() + ". The end of its log:\n" + tail());
            }
            if (System.nanoTime() > deadline) {
                throw new LocalStoresException(
                        name + " does not answer after " + limit.toSeconds() + " s. The end of its log:\n" + tail());
            }
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStoresException("Interrupted while " + name + " was starting", e);
        }
    }

    /** Whether this is the child, or what it started if it is a script around the server. */
    boolean isProcess(long pid) {
        return process.pid() == pid || process.descendants().anyMatch(descendant -> descendant.pid() == pid);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}, also of what it started if it is a script around the server. */
    void kill() {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(killed -> ended(killed, FORCED_STOP));
    }

    /**
     * Sends a signal to the process, and to what it started if that has not ended yet.
     *
     * @param name without the {@code SIG}
     */
    void signal(String name) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "for p; do kill -" + name + " $p; done", "kill"));
        all().forEach(told -> command.add(Long.toString(told.pid())));
        try {
            Process signal =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            if (signal.waitFor() != 0) {
                throw new LocalStoresException("SIG" + name + " cannot be sent: "
                        + new String(signal.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new LocalStoresException("SIG" + name + " cannot be sent: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalStoresException("Interrupted while SIG" + name + " was being sent", e);
        }
    }

    /** The process itself is the last. */
    private List<ProcessHandle> all() {
        return Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
    }

    String tail() {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read: " + e + ")";
        }
    }

    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** Tells all to end before it waits for any, so that they end side by side. */
    static void closeAll(List<ChildProcess> children) {
        children.forEach(child -> child.process.destroy());
        children.forEach(child -> awaitEnd(child.process.toHandle()));
        children.forEach(child -> child.pidFile.delete());
    }

    private static void stop(ProcessHandle orphan) {
        orphan.destroy();
        awaitEnd(orphan);
    }

    private static void awaitEnd(ProcessHandle child) {
        if (!ended(child, POLITE_STOP)) {
            child.destroyForcibly();
            ended(child, FORCED_STOP);
        }
    }

    private static boolean ended(ProcessHandle child, Duration limit) {
        return child.onExit()
                .handle((_, _) -> true)
                .completeOnTimeout(false, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
