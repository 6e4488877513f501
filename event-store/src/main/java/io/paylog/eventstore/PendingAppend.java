package io.paylog.eventstore;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A commit on its way into the log, and what is known of its tries so far. Of one thread. */
final class PendingAppend {

    private final NewCommit commit;
    private final long deadlineNanos;

    /** The same in all tries, so that the one that lands is recognized. */
    private final String commitId = UUID.randomUUID().toString();

    private boolean mayHaveLanded;
    private @Nullable RuntimeException lastFailure;

    PendingAppend(NewCommit commit, Duration deadline) {
        this.commit = commit;
        this.deadlineNanos = System.nanoTime() + deadline.toNanos();
    }

    NewCommit commit() {
        return commit;
    }

    LoggedCommit behind(Head head) {
        return LoggedCommit.behind(head, commit, commitId);
    }

    boolean isHeldBy(AppendStore.KeyHolder holder) {
        return holder.commitId().equals(commitId);
    }

    long remainingNanos() {
        return deadlineNanos - System.nanoTime();
    }

    void mayHaveLanded(RuntimeException cause) {
        mayHaveLanded = true;
        lastFailure = cause;
    }

    void failed(RuntimeException cause) {
        lastFailure = cause;
    }

    void gotAnswer() {
        lastFailure = null;
    }

    /** @throws EventLogException if there is no time left, or the caller wants its thread back */
    void requireTime() {
        if (Thread.currentThread().isInterrupted()) {
            throw mayHaveLanded
                    ? unknown(lastFailure)
                    : new EventLogUnavailableException("Interrupted; nothing was appended", lastFailure);
        }
        if (remainingNanos() <= 0) {
            throw outOfTime();
        }
    }

    private EventLogException outOfTime() {
        if (mayHaveLanded) {
            return unknown(lastFailure);
        }
        return lastFailure == null
                ? new AppendOverloadedException("Others won each try until the deadline; nothing was appended")
                : new EventLogUnavailableException("MongoDB cannot be reached; nothing was appended", lastFailure);
    }

    /** A try that was refused says nothing of one before it whose answer is missing. */
    EventLogException refused(EventLogRefusedException cause) {
        return mayHaveLanded ? unknown(cause) : cause;
    }

    EventLogException stopped(EventLogException because) {
        return mayHaveLanded ? unknown(because) : because;
    }

    AppendConflictException conflict() {
        return new AppendConflictException(commit.aggregateId(), commit.firstSequence());
    }

    private OutcomeUnknownException unknown(@Nullable Throwable cause) {
        return new OutcomeUnknownException(commit.aggregateId(), commit.firstSequence(), cause);
    }
}
