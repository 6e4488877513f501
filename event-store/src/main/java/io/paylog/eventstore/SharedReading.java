package io.paylog.eventstore;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is new at the end of the log, once for all of this process. Whoever comes while somebody else reads waits for
 * that one's answer; only those at the end of the log come here.
 */
final class SharedReading {

    private final LogReader reader;
    private final KnownHead known;
    private final Supplier<Head> freshHead;
    private final RecentCommits recent;
    private final ReadBounds bounds;

    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicLong answers = new AtomicLong();

    /** Of the last read; guarded by the lock. */
    private @Nullable EventLogException failure;

    /**
     * @param freshHead a majority read
     * @param bounds of one read
     */
    SharedReading(
            LogReader reader, KnownHead known, Supplier<Head> freshHead, RecentCommits recent, ReadBounds bounds) {
        this.reader = reader;
        this.known = known;
        this.freshHead = freshHead;
        this.recent = recent;
        this.bounds = bounds;
    }

    /**
     * Reads on.
     *
     * @return where that has come to; the known head may be further on
     * @throws EventLogException if there was no answer, or the log has a hole
     */
    Head read() {
        reading.lock();
        try {
            return readOn();
        } finally {
            reading.unlock();
        }
    }

    /** Reads on, unless somebody else has come beyond the position, or has failed while this one waited. */
    void readBeyond(long position) {
        long before = answers.get();
        reading.lock();
        try {
            if (recent.end().lastPosition() > position) {
                return;
            }
            if (failure != null && answers.get() != before) {
                throw failure;
            }
            readOn();
        } finally {
            reading.unlock();
        }
    }

    private Head readOn() {
        failure = null;
        try {
            readNew();
            return recent.end();
        } catch (EventLogException e) {
            // An interrupt concerns the one whose thread it is.
            failure = Thread.currentThread().isInterrupted() ? null : e;
            throw e;
        } finally {
            answers.incrementAndGet();
        }
    }

    private void readNew() {
        if (known.position() - recent.end().lastPosition() > recent.capacity()) {
            // Nobody has followed for a while; whoever is behind reads by itself.
            recent.restartAt(known.get());
        }
        List<LoggedCommit> found = reader.newCommitsAfter(recent.end().lastPosition(), bounds);
        if (!found.isEmpty()) {
            recent.add(found);
            known.advanceTo(recent.end());
        }
        boolean knowsOfMore = known.position() > recent.end().lastPosition();
        if (TakenCommits.reach(bounds, found) && !knowsOfMore) {
            known.advanceTo(freshHead.get()); // there may be much more
        }
    }
}
