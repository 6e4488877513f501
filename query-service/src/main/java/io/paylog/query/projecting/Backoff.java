package io.paylog.query.projecting;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Short growing pauses between attempts, spread so that those who met once do not meet again. */
final class Backoff {

    private static final long FIRST_MICROS = 10_000;
    private static final int MOST_DOUBLINGS = 4;

    private Backoff() {}

    /** @param attempt that has failed, from 1 */
    static void pause(int attempt) {
        long mean = FIRST_MICROS << Math.min(attempt - 1, MOST_DOUBLINGS);
        try {
            TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(mean / 2, mean + mean / 2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two attempts", interrupted);
        }
    }
}
