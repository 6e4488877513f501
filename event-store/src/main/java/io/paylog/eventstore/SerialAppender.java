package io.paylog.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends one commit after the other: inserts behind the known head, and whenever the answer leaves anything open, asks
 * a majority who holds the commit's key before it tries again behind a fresh majority head. The unique key lets at most
 * one of the tries land, however late an earlier one arrives.
 */
final class SerialAppender implements Appender {

    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final AppendStore store;
    private final KnownHead head;
    private final Duration deadline;
    private final Semaphore places;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile @Nullable Supplier<EventLogException> stopped;

    SerialAppender(AppendStore store, KnownHead head, Duration deadline, int maxWaiting) {
        this.store = store;
        this.head = head;
        this.deadline = deadline;
        this.places = new Semaphore(maxWaiting + 1);
    }

    @Override
    public Appended append(NewCommit commit) {
        PendingAppend append = new PendingAppend(commit, deadline);
        if (!places.tryAcquire()) {
            throw new AppendOverloadedException("Too many appends are waiting; nothing was appended");
        }
        try {
            takeTurn(append);
            try {
                return appendInTurn(append);
            } finally {
                turn.unlock();
            }
        } finally {
            places.release();
        }
    }

    @Override
    public void stop(Supplier<EventLogException> because) {
        stopped = because;
    }

    private void requireMayGoOn(PendingAppend append) {
        Supplier<EventLogException> because = stopped;
        if (because != null) {
            throw append.stopped(because.get());
        }
        append.requireTime();
    }

    /** How many appends wait for their turn, more or less. */
    int waiting() {
        return turn.getQueueLength();
    }

    private void takeTurn(PendingAppend append) {
        try {
            if (!turn.tryLock(append.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new AppendOverloadedException("No turn until the deadline; nothing was appended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventLogUnavailableException("Interrupted while waiting for a turn; nothing was appended", e);
        }
    }

    private Appended appendInTurn(PendingAppend append) {
        while (true) {
            requireMayGoOn(append);
            Head predecessor = head.get();
            LoggedCommit commit = append.behind(predecessor);
            switch (store.insert(List.of(commit))) {
                case InsertOutcome.Landed _ -> {
                    return landed(commit.asHead());
                }
                case InsertOutcome.Refused(int _, EventLogRefusedException cause) -> throw append.refused(cause);
                case InsertOutcome.Unknown(RuntimeException cause) -> append.mayHaveLanded(cause);
                case InsertOutcome.NeverSent(RuntimeException cause) -> append.failed(cause);
                case InsertOutcome.DuplicateKey _ -> append.gotAnswer();
            }
            Optional<Appended> settled = settle(append, predecessor);
            if (settled.isPresent()) {
                return settled.get();
            }
        }
    }

    /** Ends with the commit's fate, or with nothing once it is known to be open and the head is fresh. */
    private Optional<Appended> settle(PendingAppend append, Head predecessor) {
        while (true) {
            requireMayGoOn(append);
            try {
                CommitKey key = append.commit().key();
                AppendStore.KeyHolder holder = store.holdersOf(List.of(key)).get(key);
                if (holder != null) {
                    return Optional.of(fateOf(append, holder));
                }
                requireMayGoOn(append);
                freshenHead();
                if (head.position() == predecessor.lastPosition()) {
                    pause(); // the winner is not majority-committed yet, and may never be
                }
                return Optional.empty();
            } catch (EventLogUnavailableException e) {
                append.failed(e);
                pause();
            } catch (EventLogRefusedException e) {
                throw append.refused(e);
            }
        }
    }

    private Appended fateOf(PendingAppend append, AppendStore.KeyHolder holder) {
        head.advanceTo(holder.end());
        if (append.isHeldBy(holder)) {
            return landed(holder.end());
        }
        throw append.conflict();
    }

    private void freshenHead() {
        store.headAfter(head.get().commitPosition()).ifPresent(head::advanceTo);
    }

    private Appended landed(Head end) {
        head.advanceTo(end);
        return new Appended(end.commitPosition(), end.lastPosition());
    }

    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MAX_PAUSE_NANOS / 10, MAX_PAUSE_NANOS));
    }
}
