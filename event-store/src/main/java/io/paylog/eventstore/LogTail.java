package io.paylog.eventstore;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the log has grown, for all streams of this process with one small query for each poll interval, and at
 * once when it is told. While nobody follows, it asks nothing.
 */
final class LogTail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);
    private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KnownHead head;
    private final Supplier<Head> freshHead;
    private final long pollNanos;
    private final Set<Runnable> followers = new CopyOnWriteArraySet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition toDo = lock.newCondition();
    private final Condition news = lock.newCondition();

    // Guarded by the lock.
    private @Nullable Thread thread;
    private boolean askNow;
    private boolean tellNow;
    private long rounds;

    private long retryNanos; // of the tail's thread
    private volatile boolean closed;
    private volatile @Nullable EventLogException failure;

    /** @param freshHead a majority read; throws {@link EventLogException} */
    LogTail(KnownHead head, Supplier<Head> freshHead, Duration pollInterval) {
        this.head = head;
        this.freshHead = freshHead;
        this.pollNanos = pollInterval.toNanos();
    }

    /** @param onRound is run after every look at the log; must neither block nor throw */
    void follow(Runnable onRound) {
        followers.add(onRound);
        lock.lock();
        try {
            askNow = true;
            if (thread == null && !closed) {
                thread = Thread.ofPlatform().daemon().name("event-log-tail").start(this::run);
            }
            toDo.signal();
        } finally {
            lock.unlock();
        }
    }

    void unfollow(Runnable onRound) {
        followers.remove(onRound);
    }

    /** The known head moved without the tail's doing. */
    void headMoved() {
        lock.lock();
        try {
            tellNow = true;
            toDo.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Somebody says that the log reaches up to the position. */
    void hint(long position) {
        if (position > head.position()) {
            lock.lock();
            try {
                askNow = true;
                toDo.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /** @throws EventLogException if the last look at the log failed, or the log is closed */
    void requireHealthy() {
        EventLogException last = failure;
        if (closed) {
            throw new EventLogUnavailableException("The event log was closed", null);
        }
        if (last != null) {
            throw new EventLogUnavailableException("The event log cannot be followed: " + last.getMessage(), last);
        }
    }

    boolean healthy() {
        return !closed && failure == null;
    }

    /** How often the tail has looked, or was told. */
    long rounds() {
        lock.lock();
        try {
            return rounds;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more rounds than these have passed, at most so long. */
    void awaitRoundAfter(long seen, long nanos) throws InterruptedException {
        long remaining = nanos;
        lock.lockInterruptibly();
        try {
            while (rounds == seen && !closed && remaining > 0) {
                remaining = news.awaitNanos(remaining);
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Round round = awaitNextRound(); round != Round.NONE; round = awaitNextRound()) {
                if (round == Round.ASK) {
                    ask();
                }
                tell();
            }
        } catch (InterruptedException e) {
            close(); // nobody has a reason to, so at least nobody waits for this thread any more
        }
    }

    private enum Round {
        ASK,
        TELL,
        NONE
    }

    private Round awaitNextRound() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long remaining = retryNanos > 0 ? retryNanos : pollNanos;
            while (!closed && !askNow && !tellNow && remaining > 0) {
                if (followers.isEmpty()) {
                    toDo.await();
                } else {
                    remaining = toDo.awaitNanos(remaining);
                }
            }
            Round round = closed ? Round.NONE : askNow || !tellNow ? Round.ASK : Round.TELL;
            askNow = false;
            tellNow = false;
            return round;
        } finally {
            lock.unlock();
        }
    }

    private void ask() {
        try {
            head.advanceTo(freshHead.get());
            succeeded();
        } catch (RuntimeException e) {
            failed(e instanceof EventLogException known ? known : new EventLogUnavailableException("Unexpected", e));
        }
    }

    private void succeeded() {
        if (failure != null) {
            log.info("The event log can be followed again");
        }
        failure = null;
        retryNanos = 0;
    }

    private void failed(EventLogException e) {
        if (failure == null) {
            log.warn("The event log cannot be followed, trying on: {}", e.getMessage());
        }
        failure = e;
        retryNanos = Math.min(MAX_RETRY_NANOS, Math.max(pollNanos, retryNanos * 2));
    }

    private void tell() {
        lock.lock();
        try {
            rounds++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        followers.forEach(Runnable::run);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            toDo.signal();
            news.signalAll();
        } finally {
            lock.unlock();
        }
        followers.forEach(Runnable::run);
    }
}
