package io.paylog.eventstore;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the last look at the log got an answer. Safe for use by many threads. */
final class TailHealth {

    private static final Logger log = LoggerFactory.getLogger(TailHealth.class);

    /** By any thread; tells a failure that is already out of date. */
    private final AtomicLong successes = new AtomicLong();

    private volatile @Nullable EventLogException failure;

    long successes() {
        return successes.get();
    }

    /** A look got an answer. */
    void succeeded() {
        successes.incrementAndGet();
        recovered();
    }

    /** The servers answer; that says nothing of what a look found in the log. */
    void headWasRead() {
        successes.incrementAndGet();
        if (!(failure instanceof EventLogCorruptedException)) {
            recovered();
        }
    }

    private void recovered() {
        if (failure != null) {
            log.info("The event log can be followed again");
            failure = null;
        }
    }

    /** @param successesBefore the look began; if there was one since, the servers do answer */
    void failed(EventLogException e, long successesBefore) {
        if (successes.get() != successesBefore && !(e instanceof EventLogCorruptedException)) {
            return;
        }
        if (failure == null) {
            log.warn("The event log cannot be followed, trying on: {}", e.getMessage());
        }
        failure = e;
    }

    boolean isGood() {
        return failure == null;
    }

    /** @throws EventLogException if the last look failed */
    void require() {
        EventLogException last = failure;
        if (last instanceof EventLogCorruptedException corrupted) {
            throw corrupted;
        }
        if (last != null) {
            throw new EventLogUnavailableException("The event log cannot be followed: " + last.getMessage(), last);
        }
    }
}
