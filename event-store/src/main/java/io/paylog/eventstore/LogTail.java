package io.paylog.eventstore;

import java.util.concurrent.TimeUnit;
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
    private final Supplier<Head> look;
    private final PollPause pause;
    private final Followers followers = new Followers();
    private final TailHealth health = new TailHealth();

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
    private long lookedUpTo;

    private final TailWatch watch = new TailWatch(System::nanoTime);
    private volatile boolean closed;

    /**
     * @param look reads what is new and says where that ends; throws {@link EventLogException}
     */
    LogTail(KnownHead head, Supplier<Head> look, PollPause pause) {
        this.head = head;
        this.look = look;
        this.pause = pause;
    }

    /** @param onRound is run after every look at the log; must not block */
    void follow(Runnable onRound) {
        lock.lock();
        try {
            followers.add(onRound);
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

    /** A fresh head was read without the tail's doing: if the servers did not answer before, that is over. */
    void headWasRead() {
        health.headWasRead();
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
        if (closed) {
            throw new EventLogUnavailableException("The event log was closed", null);
        }
        health.require();
    }

    boolean healthy() {
        return !closed && health.isGood();
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
                // News of an append is a reason to look, too: for all who follow; and while looking failed.
                if (round == Round.ASK || !health.isGood() || isBehind()) {
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

    private boolean isBehind() {
        return !followers.isEmpty() && lookedUpTo < head.position();
    }

    private void ask() {
        long before = health.successes();
        pause.looking();
        try {
            looked(look.get());
        } catch (EventLogException e) {
            failed(e, before);
        } catch (Throwable e) { // also an error: the thread is the only one to follow the log
            log.error("Unexpected while following the event log", e);
            failed(new EventLogUnavailableException("Unexpected: " + e, e), before);
        }
        askedAtNanos = System.nanoTime();
    }

    private void looked(Head end) {
        boolean cameOn = end.lastPosition() > lookedUpTo;
        lookedUpTo = end.lastPosition();
        head.advanceTo(end);
        watch.looked();
        pause.looked(head.position());
        retryNanos = 0;
        health.succeeded();
        if (cameOn && isBehind()) {
            askAgain();
        }
    }

    private void askAgain() {
        lock.lock();
        try {
            askNow = true;
        } finally {
            lock.unlock();
        }
    }

    private void failed(EventLogException e, long successesBefore) {
        retryNanos = Math.max(pause.shortestNanos(), Math.min(MAX_RETRY_NANOS, retryNanos * 2));
        health.failed(e, successesBefore);
    }

    private void tell() {
        lock.lock();
        try {
            rounds++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        followers.call();
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
        followers.call();
    }
}
