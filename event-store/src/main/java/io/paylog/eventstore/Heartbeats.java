package io.paylog.eventstore;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
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
    private final ThreadFactory threads;
    private final WritersSeen others = new WritersSeen();
    private final AtomicBoolean isBeating = new AtomicBoolean();
    private final AtomicBoolean missesThread = new AtomicBoolean();
    private volatile boolean appended;
    private volatile boolean lost;
    private volatile boolean closed;
    private volatile boolean othersSeen;
    private volatile long othersUntilNanos;
    private volatile @Nullable Thread heart;

    // Of the heart.
    private boolean hasBeaten;
    private long lastBeatNanos;

    Heartbeats(HeartbeatStore store) {
        this(store, Thread.ofPlatform().daemon().name("event-log-heartbeat").factory());
    }

    Heartbeats(HeartbeatStore store, ThreadFactory threads) {
        this.store = store;
        this.threads = threads;
    }

    @Override
    public void noteAppending() {
        appended = true;
        if (!isBeating.get() && !closed && isBeating.compareAndSet(false, true)) {
            rouse();
        }
    }

    /** Whoever appends seldom would not be noticed otherwise, and lose each time to one who does not pause. */
    @Override
    public void noteLost() {
        lost = true;
        LockSupport.unpark(heart);
    }

    @Override
    public boolean areAppending() {
        return othersSeen && System.nanoTime() - othersUntilNanos < 0;
    }

    private void rouse() {
        Thread resting = heart;
        if (resting == null) {
            start();
        } else {
            LockSupport.unpark(resting);
        }
    }

    /** A thread that cannot be had is missed by fairness only; the next append tries again. */
    private void start() {
        try {
            Thread thread = threads.newThread(this::live);
            heart = thread;
            thread.start();
        } catch (RuntimeException | OutOfMemoryError e) {
            heart = null;
            isBeating.set(false);
            if (missesThread.compareAndSet(false, true)) {
                log.warn("No heartbeats for now: processes that append to the same log may starve each other", e);
            }
        }
    }

    private void live() {
        try {
            while (!closed) {
                beatWhileAppending();
                isBeating.set(false);
                while (!isBeating.get() && !closed) {
                    LockSupport.park(this);
                }
            }
        } finally {
            heart = null;
            isBeating.set(false);
        }
    }

    /** One append alone ends before the first beat: only those who go on are in the way of others, or who lose to them. */
    private void beatWhileAppending() {
        do {
            appended = false;
            awaitNextBeat();
            if (isWanted()) {
                lost = false;
                hasBeaten = true;
                beat();
                lastBeatNanos = System.nanoTime();
            }
        } while (isWanted());
    }

    private boolean isWanted() {
        return (appended || lost) && !closed;
    }

    private void awaitNextBeat() {
        long restedNanos = System.nanoTime();
        while (!closed && !(lost && (!hasBeaten || isOver(lastBeatNanos))) && !isOver(restedNanos)) {
            LockSupport.parkNanos(this, INTERVAL.toNanos() - (System.nanoTime() - restedNanos));
        }
    }

    private static boolean isOver(long intervalBeganNanos) {
        return System.nanoTime() - intervalBeganNanos >= INTERVAL.toNanos();
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
        LockSupport.unpark(heart);
    }
}
