package io.paylog.eventstore;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others that this process appends, and learns who else does: a beat and a look at most every {@link #INTERVAL}, only
 * while appends go on, and on a thread of their own, so that nothing that becomes of them is felt by an append.
 */
final class Heartbeats implements Rivals, AutoCloseable {

    static final Duration INTERVAL = Duration.ofMillis(250);

    private static final Logger log = LoggerFactory.getLogger(Heartbeats.class);

    private final String writer = UUID.randomUUID().toString();
    private final HeartbeatStore store;
    private final WritersSeen others = new WritersSeen();
    private final AtomicBoolean isBeating = new AtomicBoolean();
    private volatile boolean appended;
    private volatile boolean closed;
    private volatile boolean othersSeen;
    private volatile long othersUntilNanos;
    private volatile @Nullable Thread heart;

    Heartbeats(HeartbeatStore store) {
        this.store = store;
    }

    @Override
    public void noteAppending() {
        appended = true;
        if (!isBeating.get() && !closed && isBeating.compareAndSet(false, true)) {
            heart = Thread.ofVirtual().name("paylog-heartbeat").start(this::beatWhileAppending);
        }
    }

    @Override
    public boolean areAppending() {
        return othersSeen && System.nanoTime() - othersUntilNanos < 0;
    }

    /** One append alone ends before the first beat: only those who go on are in the way of others. */
    private void beatWhileAppending() {
        try {
            do {
                appended = false;
                LockSupport.parkNanos(this, INTERVAL.toNanos());
                if (appended && !closed) {
                    beat();
                }
            } while (appended && !closed);
        } finally {
            isBeating.set(false);
        }
    }

    private void beat() {
        try {
            store.beat(writer);
            look(store.beats());
        } catch (RuntimeException e) {
            // Fairness only; appends meet the same trouble, and say so.
            log.debug("No heartbeat", e);
        }
    }

    private void look(Map<String, Long> beats) {
        Map<String, Long> ofOthers = new HashMap<>(beats);
        ofOthers.remove(writer);
        long now = System.nanoTime();
        others.look(ofOthers, now);
        othersUntilNanos = others.appendUntilNanos();
        othersSeen = others.haveAppended();
        others.abandonedAt(now).forEach(store::forget);
    }

    boolean isBeating() {
        return isBeating.get();
    }

    @Override
    public void close() {
        closed = true;
        Thread beating = heart;
        if (beating != null) {
            LockSupport.unpark(beating);
        }
    }
}
