package io.paylog.endtoend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A process that can be killed and started again as it was. */
class Server implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(5);

    private final String name;
    private final Supplier<JavaProcess> start;
    private final Predicate<JavaProcess> up;
    private volatile JavaProcess process;

    /** Starts the process, and does not wait for it. */
    Server(String name, Supplier<JavaProcess> start, Predicate<JavaProcess> up) {
        this.name = name;
        this.start = start;
        this.up = up;
        this.process = start.get();
    }

    /** {@code kill -9}. */
    void kill() {
        process.kill();
    }

    /** Asks the process to stop. */
    void terminate() {
        process.terminate();
    }

    /** Waits for the process to end by itself, and says with which code. */
    int exitCode() {
        return process.exitCode();
    }

    /** As {@link #exitCode()}, with that patience. */
    int exitCode(Duration atMost) {
        return process.exitCode(atMost);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void startAgain() {
        process = start.get();
        awaitUp();
    }

    void awaitUp() {
        await(name)
                .atMost(START)
                .conditionEvaluationListener(condition -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(name + " ended: " + process.output());
                    }
                })
                .until(() -> up.test(process));
    }

    String output() {
        return process.output();
    }

    @Override
    public void close() {
        process.close();
    }
}
