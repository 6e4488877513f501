package io.paylog.query.projecting;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.jspecify.annotations.Nullable;

/**
 * How far a view is: every event up to the position is in it. It never says too much and never goes back. What this node
 * works on itself is known at once, the rest from stored tokens, which an idle segment stores now and then only.
 */
public final class ViewPosition {

    /** Stored tokens are read again only after this time. */
    private static final long STORED_MILLIS = 100;

    private final Supplier<Map<Integer, EventTrackerStatus>> live;
    private final Supplier<Map<Integer, Long>> stored;
    private final AtomicLong highest = new AtomicLong();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Memo memo = new Memo(Map.of(), Long.MIN_VALUE);

    private record Memo(Map<Integer, Long> positions, long untilNanos) {}

    ViewPosition(Supplier<Map<Integer, EventTrackerStatus>> live, Supplier<Map<Integer, Long>> stored) {
        this.live = live;
        this.stored = stored;
    }

    public long current() {
        return highest.accumulateAndGet(observed(), Math::max);
    }

    /** Has the listener called after every step of this node's segments, on their threads; it must be fast. */
    public void onProgress(Runnable listener) {
        listeners.add(listener);
    }

    void progressed() {
        listeners.forEach(Runnable::run);
    }

    private long observed() {
        // One copy: the processor's map is live, and a segment that fails between two looks at it would be left out.
        Map<Integer, EventTrackerStatus> here = Map.copyOf(live.get());
        if (coverWholeLog(here)) {
            return here.values().stream()
                    .mapToLong(ViewPosition::positionOf)
                    .min()
                    .orElse(0);
        }
        return stored().entrySet().stream()
                .mapToLong(segment -> Math.max(segment.getValue(), positionOf(here.get(segment.getKey()))))
                .min()
                .orElse(0);
    }

    /** A segment with n bits of mask is one of 2^n equal parts; sums of such fractions are exact. */
    private static boolean coverWholeLog(Map<Integer, EventTrackerStatus> segments) {
        return segments.values().stream()
                        .mapToDouble(status -> 1.0 / (status.getSegment().getMask() + 1L))
                        .sum()
                >= 1.0;
    }

    private static long positionOf(@Nullable EventTrackerStatus status) {
        return status == null ? 0 : StoredPositions.positionOf(status.getTrackingToken());
    }

    private Map<Integer, Long> stored() {
        Memo known = memo;
        if (known.untilNanos() == Long.MIN_VALUE || System.nanoTime() - known.untilNanos() > 0) {
            known = new Memo(stored.get(), System.nanoTime() + STORED_MILLIS * 1_000_000);
            memo = known;
        }
        return known.positions();
    }
}
