package io.paylog.eventstore;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A commit on its way into the log, what is known of its tries so far, and the caller who waits for its fate. What changes
 * is guarded by the {@link AppendLine} that it stands in.
 */
final class PendingAppend {

    private enum Try {
        /** Nothing of it is under way, and nothing is to be asked. */
        NONE,
        UNDER_WAY,
        /** Answered, or given up, in a way that does not tell. */
        OPEN
    }

    private final NewCommit commit;
    private final long bytes;
    private final long latestMillis;
    private final long deadlineNanos;
    private final Thread caller = Thread.currentThread();

    /** No two processes share the first part, and no two appends of one process the second. */
    private static final String COMMIT_ID_PREFIX = UUID.randomUUID() + "-";

    private static final AtomicLong APPENDS = new AtomicLong();

    /** The same in all tries, so that the one that lands is recognized. */
    private final String commitId = COMMIT_ID_PREFIX + APPENDS.incrementAndGet();

    private Try lastTry = Try.NONE;
    private boolean mayHaveLanded;
    private @Nullable Appended appended;
    private @Nullable Supplier<EventLogException> failure;
    private long answersBefore;
    private volatile boolean settled;

    PendingAppend(NewCommit commit, Duration deadline) {
        this.commit = commit;
        this.bytes = CommitBounds.bytesOf(commit);
        this.latestMillis = commit.latestMillis(); // what cannot be placed fails here, for its caller alone
        this.deadlineNanos = System.nanoTime() + deadline.toNanos();
    }

    NewCommit commit() {
        return commit;
    }

    long bytes() {
        return bytes;
    }

    LoggedCommit behind(Head head) {
        return LoggedCommit.behind(head, commit, latestMillis, commitId);
    }

    boolean isHeldBy(AppendStore.KeyHolder holder) {
        return holder.commitId().equals(commitId);
    }

    long remainingNanos() {
        return deadlineNanos - System.nanoTime();
    }

    boolean isUnderWay() {
        return lastTry == Try.UNDER_WAY;
    }

    boolean isOpen() {
        return lastTry == Try.OPEN;
    }

    /** @param answers how many the store had given until then */
    void entered(long answers) {
        answersBefore = answers;
    }

    void sending() {
        lastTry = Try.UNDER_WAY;
    }

    void mayHaveLanded() {
        mayHaveLanded = true;
        leftOpen();
    }

    /** The last try did nothing, as far as it is known; of earlier ones it is not said. */
    void leftOpen() {
        lastTry = Try.OPEN;
    }

    /** A majority did not have it. A try before may still arrive. */
    void isNotThere() {
        lastTry = Try.NONE;
    }

    void landed(Head end) {
        appended = new Appended(end.commitPosition(), end.lastPosition());
        settle();
    }

    void conflict() {
        settle(() -> new AppendConflictException(commit.aggregateId(), commit.firstSequence()));
    }

    /** A try that was refused says nothing of one before it whose answer is missing. */
    void refused(EventLogRefusedException cause) {
        settle(() -> mayHaveLanded
                ? unknown(cause)
                : new EventLogRefusedException(String.valueOf(cause.getMessage()), cause));
    }

    /** @param because makes an exception for this caller: one that many threads threw would tell of one of them */
    private void settle(Supplier<EventLogException> because) {
        failure = because;
        settle();
    }

    private void settle() {
        settled = true;
    }

    void wake() {
        if (!caller.equals(Thread.currentThread())) {
            LockSupport.unpark(caller);
        }
    }

    boolean isSettled() {
        return settled;
    }

    /** @throws EventLogException if it was not appended */
    Appended fate() {
        if (failure != null) {
            throw failure.get();
        }
        if (appended == null) {
            throw new IllegalStateException("It is not settled");
        }
        return appended;
    }

    /**
     * @param storeFailure why the store did not answer, if it did not answer last
     * @param answers how many it has given until now
     * @throws EventLogException if there is no time left, or the caller wants its thread back
     */
    void requireTime(@Nullable RuntimeException storeFailure, long answers) {
        if (Thread.currentThread().isInterrupted()) {
            throw canHaveLanded()
                    ? unknown(storeFailure)
                    : new EventLogUnavailableException("Interrupted; nothing was appended", storeFailure);
        }
        if (remainingNanos() <= 0) {
            throw outOfTime(storeFailure, answers > answersBefore);
        }
    }

    private EventLogException outOfTime(@Nullable RuntimeException storeFailure, boolean othersWentFirst) {
        if (canHaveLanded()) {
            return unknown(storeFailure);
        }
        if (storeFailure != null) {
            return new EventLogUnavailableException("The store cannot be reached; nothing was appended", storeFailure);
        }
        return othersWentFirst
                ? new AppendOverloadedException("Others went first until the deadline; nothing was appended")
                : new EventLogUnavailableException(
                        "The store did not answer before the deadline; nothing was appended", null);
    }

    EventLogException stopped(EventLogException because) {
        return canHaveLanded() ? unknown(because) : because;
    }

    boolean canHaveLanded() {
        return mayHaveLanded || isUnderWay();
    }

    OutcomeUnknownException unknown(@Nullable Throwable cause) {
        return new OutcomeUnknownException(commit.aggregateId(), commit.firstSequence(), cause);
    }
}
