package io.paylog.eventstore;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** @throws EventLogException the last one when time is up, or at once if waiting does not help */
    <T> T untilAnswered(Supplier<T> opening) {
        boolean told = false;
        while (true) {
            try {
                return opening.get();
            } catch (EventLogUnavailableException unavailable) {
                if (System.nanoTime() - giveUpAtNanos >= 0 || !pause()) {
                    throw unavailable;
                }
                if (!told) {
                    told = true;
                    log.warn("Waits up to {} s for MongoDB: {}", wait.toSeconds(), unavailable.getMessage());
                }
            }
        }
    }

    /** Whether the wait goes on. */
    private static boolean pause() {
        try {
            return !new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
