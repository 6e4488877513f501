package io.paylog.eventstore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the log has grown, for all streams of this process with one small query after each pause, and at once when
 * it is told. While nobody follows, it asks nothing.
 */
final class LogTail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogTail.class);
    private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final KnownHead head;
    private final Supplier<Head> freshHead;
    private final PollPause pause;
    /** Each with whether it has failed already. */
    private final Map<Runnable, AtomicBoolean> followers = new ConcurrentHashMap<>();

    /** Fresh heads seen, by this thread or another; tells a failure that is already out of date. */
    private final AtomicLong successes = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition toDo = lock.newCondition();
    private final Condition news = lock.newCondition();

    // Guarded by the lock.
    private @Nullable Thread thread;
    private boolean askNow;
    private boolean tellNow;
    private long rounds;

    // Of the tail's thread.
    private long retryNanos;
    private long askedAtNanos;

    private final TailWatch watch = new TailWatch(System::nanoTime);
    private volatile boolean closed;
    private volatile @Nullable EventLogException failure;

    /** @param freshHead a majority read; throws {@link EventLogException} */
    LogTail(KnownHead head, Supplier<Head> freshHead, PollPause pause) {
        this.head = head;
        this.freshHead = freshHead;
        this.pause = pause;
    }

    /** @param onRound is run after every look at the log; must not block */
    void follow(Runnable onRound) {
        lock.lock();
        try {
            followers.put(onRound, new AtomicBoolean());
            watch.followed();
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
        lock.lock(); // the first one may come while the last one goes
        try {
            followers.remove(onRound);
            if (followers.isEmpty()) {
                watch.left(healthy());
            }
        } finally {
            lock.unlock();
        }
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

    /** A fresh head was read without the tail's doing: whatever it failed at before is over. */
    void headWasRead() {
        successes.incrementAndGet();
        recovered();
    }

    /** Whoever appended the event at the position tells everybody. */
    void announced(long position) {
        pause.announced(position);
        hint(position);
    }

    /** Somebody says that the log reaches up to the position. */
    void hint(long position) {
        if (position > head.position()) {
            pause.active();
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

    TailWatch watch() {
        return watch;
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
                // While it failed, news of an append is a reason to ask, too.
                if (round == Round.ASK || failure != null) {
                    ask();
                }
                tell();
            }
        } catch (InterruptedException e) {
            close(); // nobody has a reason to, so at least nobody waits for this thread any more
        } catch (Throwable e) {
            log.error("The event log is not followed any more, streams of this process fail", e);
            close();
            throw e;
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
            while (!closed && !askNow && !tellNow && !isLookDue()) {
                if (followers.isEmpty()) {
                    toDo.await();
                } else {
                    toDo.awaitNanos(nanosUntilLook());
                }
            }
            Round round = closed ? Round.NONE : askNow || isLookDue() ? Round.ASK : Round.TELL;
            askNow = false;
            tellNow = false;
            return round;
        } finally {
            lock.unlock();
        }
    }

    private boolean isLookDue() {
        return !followers.isEmpty() && nanosUntilLook() <= 0;
    }

    /** Since the last look, whatever has been told meanwhile: news of this process is none of others. */
    private long nanosUntilLook() {
        long pauseNanos = retryNanos > 0 ? retryNanos : pause.pauseNanos();
        return askedAtNanos + pauseNanos - System.nanoTime();
    }

    private void ask() {
        long before = successes.get();
        pause.looking();
        try {
            head.advanceTo(freshHead.get());
            watch.looked();
            pause.looked(head.position());
            retryNanos = 0;
            headWasRead();
        } catch (EventLogException e) {
            failed(e, before);
        } catch (Throwable e) { // also an error: the thread is the only one to follow the log
            log.error("Unexpected while following the event log", e);
            failed(new EventLogUnavailableException("Unexpected: " + e, e), before);
        }
        askedAtNanos = System.nanoTime();
    }

    private void recovered() {
        if (failure != null) {
            log.info("The event log can be followed again");
            failure = null;
        }
    }

    private void failed(EventLogException e, long successesBefore) {
        retryNanos = Math.max(pause.shortestNanos(), Math.min(MAX_RETRY_NANOS, retryNanos * 2));
        if (successes.get() != successesBefore) {
            return; // somebody has read the head meanwhile
        }
        if (failure == null) {
            log.warn("The event log cannot be followed, trying on: {}", e.getMessage());
        }
        failure = e;
    }

    private void tell() {
        lock.lock();
        try {
            rounds++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        callFollowers();
    }

    /** One that fails, for example because its executor was shut down, is no reason to leave the others waiting. */
    private void callFollowers() {
        followers.forEach((onRound, failedBefore) -> {
            try {
                onRound.run();
            } catch (Throwable e) {
                if (failedBefore.compareAndSet(false, true)) {
                    log.warn("A consumer of the event log could not be called", e);
                }
            }
        });
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
        callFollowers();
    }
}
