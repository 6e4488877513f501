package io.paylog.eventstore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
        line.add(append);
        if (leader == null) {
            leader = append;
        }
    }

    synchronized boolean isLedBy(PendingAppend append) {
        return leader == append;
    }

    /** Whatever its fate: it has left the line, and somebody else leads if it did. */
    synchronized void leave(PendingAppend append) {
        if (line.remove(append) && append.isUnderWay()) {
            underWay--;
        }
        if (leader == append) {
            leader = line.isEmpty() ? null : line.iterator().next();
            if (leader != null) {
                leader.wake();
            }
        }
    }

    /** @throws EventLogException if the append is not settled, and has no time left or is not wanted any more */
    synchronized void requireMayGoOn(PendingAppend append) {
        if (append.isSettled()) {
            return;
        }
        if (stopped != null && !append.isUnderWay()) {
            throw append.stopped(stopped.get());
        }
        append.requireTime(storeFailure);
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
            if (append.remainingNanos() <= 0
                    || aggregates.contains(append.commit().aggregateId())) {
                continue;
            }
            bytes += append.bytes();
            if (!batch.isEmpty() && (bytes > bounds.bytes() || batch.size() == bounds.commits())) {
                break;
            }
            aggregates.add(append.commit().aggregateId());
            batch.add(append);
        }
        batch.forEach(PendingAppend::sending);
        underWay = batch.size();
        return batch;
    }

    /**
     * Nothing is under way any more.
     *
     * @param fates says what is known of them now
     */
    synchronized void answered(Runnable fates) {
        underWay = 0;
        fates.run();
        line.removeIf(PendingAppend::isSettled);
    }

    /** The store answered last, or did not. */
    synchronized void storeFailed(@Nullable RuntimeException failure) {
        storeFailure = failure;
    }

    /** Those whose last try left open what became of them. */
    synchronized List<PendingAppend> open() {
        return line.stream().filter(PendingAppend::isOpen).toList();
    }

    /** The store takes nothing from anybody. */
    synchronized void refuseAll(EventLogRefusedException cause) {
        line.forEach(append -> append.refused(cause));
        line.clear();
    }
}
