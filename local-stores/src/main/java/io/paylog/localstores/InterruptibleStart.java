package io.paylog.localstores;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A start that the end of the JVM interrupts and then waits for, so that what has been started is stopped by whoever
 * started it. Once the start is done, its caller answers for the stores.
 */
final class InterruptibleStart {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final Supplier<LocalStores> start;
    private final Thread starter = Thread.currentThread();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interrupt-start-of-local-stores");

    InterruptibleStart(Supplier<LocalStores> start) {
        this.start = start;
    }

    LocalStores run() {
        if (!accepted(() -> Runtime.getRuntime().addShutdownHook(hook))) {
            throw ending();
        }
        try {
            LocalStores stores = start.get();
            if (!removeHook()) {
                stores.close();
                throw ending();
            }
            return stores;
        } catch (RuntimeException e) {
            removeHook();
            throw e;
        } finally {
            over.countDown();
        }
    }

    private void interrupt() {
        starter.interrupt();
        try {
            if (!over.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("The stores that were being started have not stopped in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean removeHook() {
        return accepted(() -> Runtime.getRuntime().removeShutdownHook(hook));
    }

    /** A JVM that is ending takes no changes of its hooks. */
    private static boolean accepted(Runnable change) {
        try {
            change.run();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static LocalStoresException ending() {
        return new LocalStoresException("The stores were not started: the JVM is ending");
    }
}
