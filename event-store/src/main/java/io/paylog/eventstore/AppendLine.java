package io.paylog.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The appends of this process whose fate is open, in the order in which they came. The caller of one of them leads: it
 * alone talks to the store, for all. Nothing here waits.
 */
final class AppendLine {

    private final BatchBounds bounds;
    private final int maxWaiting;
    private final Set<PendingAppend> line = new LinkedHashSet<>();
    private @Nullable PendingAppend leader;
    private @Nullable Supplier<EventLogException> stopped;
    private @Nullable RuntimeException storeFailure;
    private int underWay;
    private long answers;

    AppendLine(BatchBounds bounds, int maxWaiting) {
        this.bounds = bounds;
        this.maxWaiting = maxWaiting;
    }

    /**
     * Whoever finds nobody there leads.
     *
     * @throws AppendOverloadedException if too many wait
     */
    synchronized void enter(PendingAppend append) {
        // Of those that are not under way, one is about to be.
        if (line.size() - Math.max(underWay, 1) >= maxWaiting) {
            throw new AppendOverloadedException("Too many appends are waiting; nothing was appended");
        }
        append.entered(answers);
        line.add(append);
        if (leader == null) {
            leader = append;
        }
    }

    /** Where nobody leads, whoever asks does. */
    synchronized boolean isLedBy(PendingAppend append) {
        if (leader == null && line.contains(append)) {
            leader = append;
        }
        return leader == append;
    }

    /** Whatever its fate: it has left the line, and somebody else leads if it did. */
    synchronized void leave(PendingAppend append) {
        if (line.remove(append) && append.isUnderWay()) {
            underWay--;
        }
        if (leader == append) {
            leader = null; // first: what follows may break, if not even memory is left
            giveUpWhatIsUnderWay();
            nextLeads();
            wakeLeader();
        }
        if (line.isEmpty()) {
            notifyAll();
        }
    }

    /** The leader who sent it had an answer to everything, or comes back without one and never gets it. */
    private void giveUpWhatIsUnderWay() {
        if (underWay > 0) {
            underWay = 0;
            line.stream().filter(PendingAppend::isUnderWay).forEach(PendingAppend::mayHaveLanded);
        }
    }

    private void nextLeads() {
        leader = line.isEmpty() ? null : line.iterator().next();
    }

    private void wakeLeader() {
        if (leader != null) {
            leader.wake();
        }
    }

    /** @return whether the line was empty before the patience ended and the caller was interrupted */
    synchronized boolean awaitEmpty(Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos();
                    !line.isEmpty() && left > 0;
                    left = deadlineNanos - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return line.isEmpty();
    }

    /** @throws EventLogException if the append is not settled, and has no time left or is not wanted any more */
    synchronized void requireMayGoOn(PendingAppend append) {
        if (append.isSettled()) {
            return;
        }
        try {
            if (stopped != null && !append.isUnderWay()) {
                throw append.stopped(stopped.get());
            }
            append.requireTime(storeFailure, answers);
        } catch (EventLogException e) {
            leave(append); // at once: what is said of it stays true only if nobody sends it any more
            throw e;
        }
    }

    /** From now on no append goes on but those under way. */
    synchronized void stop(Supplier<EventLogException> because) {
        stopped = because;
        line.forEach(PendingAppend::wake);
    }

    synchronized int waiting() {
        return line.size() - underWay;
    }

    /** The oldest, as many as fit, at most one of each aggregate; they are under way until {@link #answered}. */
    synchronized List<PendingAppend> nextBatch() {
        List<PendingAppend> batch = new ArrayList<>();
        Set<String> aggregates = new HashSet<>();
        long bytes = 0;
        for (PendingAppend append : line) {
            // Also that of one that is out of time and about to leave: none of its aggregate may overtake it.
            boolean isFirst = aggregates.add(append.commit().aggregateId());
            if (!isFirst || append.remainingNanos() <= 0) {
                continue;
            }
            bytes += append.bytes();
            if (!batch.isEmpty() && (bytes > bounds.bytes() || batch.size() == bounds.commits())) {
                break;
            }
            batch.add(append);
        }
        batch.forEach(PendingAppend::sending);
        underWay = batch.size();
        return batch;
    }

    /**
     * Nothing is under way any more. The last that a leader does in a step: if it learns its own fate, another one leads.
     *
     * @param fates says what is known of them now
     */
    void answered(Runnable fates) {
        List<PendingAppend> settled;
        synchronized (this) {
            underWay = 0;
            fates.run();
            settled = line.stream().filter(PendingAppend::isSettled).toList();
            line.removeIf(PendingAppend::isSettled);
            if (leader != null && leader.isSettled()) {
                nextLeads();
                wakeLeader(); // before the others: everything else waits for what it does
            }
            if (line.isEmpty()) {
                notifyAll();
            }
        }
        settled.forEach(PendingAppend::wake);
    }

    synchronized void storeAnswered() {
        storeFailure = null;
        answers++;
    }

    synchronized void storeFailed(RuntimeException failure) {
        storeFailure = failure;
    }

    /** Those whose last try left open what became of them. */
    synchronized List<PendingAppend> open() {
        return line.stream().filter(PendingAppend::isOpen).toList();
    }

    /** The store takes nothing from anybody. */
    void refuseAll(EventLogRefusedException cause) {
        answered(() -> line.forEach(append -> append.refused(cause)));
    }
}
