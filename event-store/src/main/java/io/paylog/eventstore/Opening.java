package io.paylog.eventstore;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Patience with servers that are started at the same time as their clients. */
final class Opening {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Duration wait;
    private final long giveUpAtNanos;

    Opening(Duration wait) {
        this.wait = wait;
        this.giveUpAtNanos = System.nanoTime() + wait.toNanos();
    }

    /** @throws EventLogException the last one when time is up or the process stops, or at once if waiting does not help */
    <T> T untilAnswered(Supplier<T> opening) {
        try {
            return opening.get();
        } catch (EventLogUnavailableException unavailable) {
            if (wait.isZero()) {
                throw unavailable;
            }
            log.warn("Waits up to {} s for MongoDB: {}", wait.toSeconds(), unavailable.getMessage());
            return unlessStopped(() -> repeat(opening));
        }
    }

    /** Whoever stops the process waits for its start, so its start must not wait any more. */
    private static <T> T unlessStopped(Supplier<T> waiting) {
        Thread stop = new Thread(Thread.currentThread()::interrupt, "event-log-opening-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return waiting.get();
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(stop);
            } catch (IllegalStateException stopping) {
                log.debug("The process stops", stopping);
            }
        }
    }

    private <T> T repeat(Supplier<T> opening) {
        while (true) {
            boolean last = !pause() || System.nanoTime() - giveUpAtNanos >= 0;
            try {
                return opening.get();
            } catch (EventLogUnavailableException unavailable) {
                if (last) {
                    throw unavailable;
                }
            }
        }
    }

    /** Whether the wait goes on. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
