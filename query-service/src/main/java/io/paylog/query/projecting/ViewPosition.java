package io.paylog.query.projecting;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.Segment;
import org.jspecify.annotations.Nullable;

/**
 * How far a view is: every event up to the position is in it. It never says too much and never goes back. What this node
 * works on itself is known at once, the rest from what other nodes have told and stored.
 */
public final class ViewPosition {

    /** What others have told and stored is read again only after this time. */
    private static final long STORED_MILLIS = 100;

    private final Supplier<Map<Integer, EventTrackerStatus>> live;
    private final Supplier<Map<Integer, Long>> stored;
    private final AtomicLong highest = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Lock refreshing = new ReentrantLock();
    private volatile Memo memo = new Memo(Map.of(), System.nanoTime());

    private record Memo(Map<Integer, Long> positions, long untilNanos) {

        private Memo {
            positions = Map.copyOf(positions);
        }

        boolean holds() {
            return System.nanoTime() - untilNanos < 0;
        }
    }

    ViewPosition(Supplier<Map<Integer, EventTrackerStatus>> live, Supplier<Map<Integer, Long>> stored) {
        this.live = live;
        this.stored = stored;
    }

    /** Asks the store if this node does not know enough, and nobody has asked it just now. */
    public long current() {
        refresh();
        return known();
    }

    /** What can be told without asking the store. */
    public long known() {
        return highest.accumulateAndGet(observed(), Math::max);
    }

    /** Has the listener called after every step of this node's segments, on their threads; it must not block. */
    public void onProgress(Runnable listener) {
        listeners.add(listener);
    }

    void progressed() {
        listeners.forEach(Runnable::run);
    }

    private long observed() {
        Map<Integer, EventTrackerStatus> here = here();
        if (coverWholeLog(here)) {
            return here.values().stream()
                    .mapToLong(ViewPosition::positionOf)
                    .min()
                    .orElse(0);
        }
        Map<Integer, Long> stored = memo.positions();
        int[] segments = stored.keySet().stream().mapToInt(Integer::intValue).toArray();
        return stored.entrySet().stream()
                .mapToLong(segment -> Math.max(
                        segment.getValue(), positionOf(segment.getKey(), segments, here.get(segment.getKey()))))
                .min()
                .orElse(0);
    }

    /** A segment that has been merged since is more than what is worked on here, which says nothing of the other half. */
    private static long positionOf(int segment, int[] segments, @Nullable EventTrackerStatus here) {
        if (here == null) {
            return 0;
        }
        int mask = Segment.computeSegment(segment, segments).getMask();
        return here.getSegment().getMask() == mask ? positionOf(here) : 0;
    }

    /** A segment with n bits of mask is one of 2^n equal parts; sums of such fractions are exact. */
    private static boolean coverWholeLog(Map<Integer, EventTrackerStatus> segments) {
        return segments.values().stream()
                        .mapToDouble(status -> 1.0 / (status.getSegment().getMask() + 1L))
                        .sum()
                >= 1.0;
    }

    private static long positionOf(EventTrackerStatus status) {
        return StoredPositions.positionOf(status.getTrackingToken());
    }

    /** One copy: the processor's map is live, and a segment that fails between two looks at it would be left out. */
    private Map<Integer, EventTrackerStatus> here() {
        return Map.copyOf(live.get());
    }

    /** By one thread at a time; nobody else waits for it. */
    private void refresh() {
        if (coverWholeLog(here()) || memo.holds() || !refreshing.tryLock()) {
            return;
        }
        try {
            memo = new Memo(stored.get(), System.nanoTime() + STORED_MILLIS * 1_000_000);
        } finally {
            refreshing.unlock();
        }
    }
}
