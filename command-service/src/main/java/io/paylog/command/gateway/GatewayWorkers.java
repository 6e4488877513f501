package io.paylog.command.gateway;

import io.github.resilience4j.core.IntervalFunction;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.gateway.GatewayWorkList.Lease;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Calls the gateway for whatever is due, so many calls at once at the most; a slow call holds up nothing but itself.
 */
final class GatewayWorkers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayWorkers.class);

    /** The pause is at its longest well before; keeps the power of two in range. */
    private static final int MAX_DOUBLINGS = 16;

    /** However long the store was away, due calls are made soon after it is back. */
    private static final long MAX_STORE_PAUSE_MILLIS = 2_000;

    private final GatewayWorkList workList;
    private final GatewayCaller caller;
    private final CommandServiceProperties.Gateway settings;
    private final IntervalFunction storePause;
    private final Semaphore newWork = new Semaphore(0);
    private final Semaphore freeCalls;

    private volatile boolean running;
    private @Nullable ExecutorService calls;
    private @Nullable Thread distributor;

    GatewayWorkers(GatewayWorkList workList, GatewayCaller caller, CommandServiceProperties.Gateway settings) {
        this.workList = workList;
        this.caller = caller;
        this.settings = settings;
        this.freeCalls = new Semaphore(settings.concurrency());
        this.storePause = IntervalFunction.ofExponentialRandomBackoff(settings.backoff(), 2.0, settings.maxBackoff());
    }

    /** Says that there may be new work; costs nothing if nobody waits. */
    void signal() {
        if (newWork.availablePermits() == 0) {
            newWork.release();
        }
    }

    @Override
    public void start() {
        running = true;
        ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("gateway-call-", 0).factory());
        calls = executor;
        distributor = Thread.ofPlatform().name("gateway-workers").start(() -> distribute(executor));
    }

    private void distribute(ExecutorService executor) {
        int failures = 0;
        while (running) {
            try {
                if (!startNextCall(executor)) {
                    awaitWork(settings.pollInterval().toMillis());
                }
                failures = 0;
            } catch (RuntimeException | Error e) {
                // Nothing may end this loop but a stop, not even want of memory: accepted payments would wait for ever.
                failures++;
                if (failures == 1 && running) {
                    LOG.warn("The work list of the gateway cannot be read, trying again: {}", e.toString());
                }
                awaitWork(Math.min(storePause.apply(Math.min(failures, MAX_DOUBLINGS)), MAX_STORE_PAUSE_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean startNextCall(ExecutorService executor) throws InterruptedException {
        freeCalls.acquire();
        boolean started = false;
        try {
            Optional<Lease> lease = running ? workList.lease(settings.lease()) : Optional.empty();
            lease.ifPresent(held -> executor.execute(() -> callAndFree(held)));
            started = lease.isPresent();
            return started;
        } finally {
            if (!started) {
                freeCalls.release();
            }
        }
    }

    private void callAndFree(Lease lease) {
        try {
            caller.call(lease);
        } finally {
            freeCalls.release();
        }
    }

    private void awaitWork(long millis) {
        try {
            boolean signalled = newWork.tryAcquire(millis, TimeUnit.MILLISECONDS);
            if (signalled) {
                newWork.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Takes no new work and waits for the calls under way; what is not finished by then is called again later. */
    @Override
    public void stop() {
        running = false;
        signal();
        ExecutorService executor = calls;
        Thread distributing = distributor;
        if (executor == null || distributing == null) {
            return;
        }
        try {
            long endNanos = System.nanoTime() + settings.shutdownWait().toNanos();
            // What it leases in this moment is called; without the executor it would wait until its lease runs out.
            distributing.join(settings.shutdownWait());
            executor.shutdown();
            if (!executor.awaitTermination(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.info("Stopping with gateway calls under way; they will be repeated with the same keys");
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When stopping, after the web server, and before answers find nobody who takes their commands. */
    @Override
    public int getPhase() {
        return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Whether due calls are being made. */
    boolean isAlive() {
        Thread thread = distributor;
        return running && thread != null && thread.isAlive();
    }
}
