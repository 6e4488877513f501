package io.paylog.command.gateway;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what is scheduled no later than stated. Axon doubles a processor's pause with each failure, up to a minute: after
 * an outage of the store, accepted payments would wait for so long. The pause of a segment is another; see
 * {@link ClaimSoon}.
 */
final class SoonAgain extends ScheduledThreadPoolExecutor {

    private final Duration maxDelay;

    SoonAgain(String threadName, Duration maxDelay) {
        super(1, Thread.ofPlatform().name(threadName).daemon().factory());
        this.maxDelay = maxDelay;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return super.schedule(command, Math.min(unit.toNanos(delay), maxDelay.toNanos()), TimeUnit.NANOSECONDS);
    }
}
