package io.paylog.web;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Says that everything is finished: it is the last to stop, when only connections to the stores are left to close. */
final class Stopped implements SmartLifecycle {

    private final ApplicationContext context;
    private volatile boolean running;
    private volatile @Nullable Long closingSinceNanos;

    Stopped(ApplicationContext context) {
        this.context = context;
    }

    @EventListener
    void closing(ContextClosedEvent closing) {
        closingSinceNanos = System.nanoTime();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        Long since = closingSinceNanos;
        if (since != null) { // else the start has failed, which is said otherwise
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
            ServiceLog.LOG.info("{} has stopped after {} ms", ServiceLog.nameOf(context), millis);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
