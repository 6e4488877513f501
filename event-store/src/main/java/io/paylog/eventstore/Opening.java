package io.paylog.eventstore;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Patience with servers that are started at the same time as their clients. */
final class Opening {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Duration wait;
    private final Consumer<Thread> atStop;
    private final long giveUpAtNanos;

    Opening(Duration wait) {
        this(wait, Runtime.getRuntime()::addShutdownHook);
    }

    /** @param atStop as {@link Runtime#addShutdownHook} */
    Opening(Duration wait, Consumer<Thread> atStop) {
        this.wait = wait;
        this.atStop = atStop;
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
            return repeatUnlessStopped(opening, unavailable);
        }
    }

    /** Whoever stops the process waits for its start, so its start must not wait any more. */
    private <T> T repeatUnlessStopped(Supplier<T> opening, EventLogUnavailableException first) {
        Thread waiting = Thread.currentThread();
        AtomicBoolean stopped = new AtomicBoolean();
        Thread stop = new Thread(
                () -> {
                    stopped.set(true);
                    waiting.interrupt();
                },
                "event-log-opening-stop");
        try {
            atStop.accept(stop);
        } catch (IllegalStateException stopping) {
            log.debug("The process stops already", stopping);
            throw first;
        }
        try {
            log.warn("Waits up to {} s for MongoDB: {}", wait.toSeconds(), first.getMessage());
            return repeat(opening, first);
        } finally {
            forget(stop);
            if (stopped.get()) {
                // Only the wait was to be interrupted, not the clean-up after it.
                Thread.interrupted();
            }
        }
    }

    private static void forget(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException stopping) {
            log.debug("The process stops", stopping);
        }
    }

    private <T> T repeat(Supplier<T> opening, EventLogUnavailableException first) {
        EventLogUnavailableException latest = first;
        while (pause()) {
            boolean last = System.nanoTime() - giveUpAtNanos >= 0;
            try {
                return opening.get();
            } catch (EventLogUnavailableException unavailable) {
                latest = unavailable;
            }
            if (last) {
                break;
            }
        }
        throw latest;
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
