package io.paylog.query.consistency;

import io.paylog.api.queries.Freshness;
import io.paylog.query.consistency.Waiting.Waiter;
import io.paylog.query.projecting.Log;
import io.paylog.query.projecting.ProjectionEntry;
import io.paylog.query.projecting.ViewDocument;
import io.paylog.query.projecting.ViewListener;
import io.paylog.query.projecting.ViewPosition;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds callers back until a view is as new as they need. */
public final class ViewGate<D extends ViewDocument> implements ViewListener<D> {

    /**
     * Segments that other nodes work on do not signal here. Documents and stored progress are looked at after this time,
     * then after twice as long, and so on.
     */
    private static final long FIRST_RECHECK_MILLIS = 10;

    private static final long LONGEST_RECHECK_MILLIS = 100;

    private final String projection;
    private final FreshnessSettings settings;
    private final Semaphore room;
    private final Waiting waiting = new Waiting();
    private volatile @Nullable ViewPosition position;
    private volatile LongSupplier head = () -> 0;
    private volatile LongConsumer hint = position -> {};
    private volatile Consumer<ProjectionEntry> onComplete = entry -> {};
    private final AtomicReference<History> history = new AtomicReference<>(History.UNKNOWN);

    public ViewGate(String projection, FreshnessSettings settings) {
        this.projection = projection;
        this.settings = settings;
        this.room = new Semaphore(settings.maxWaiting());
    }

    /**
     * Begins to watch the view.
     *
     * @param log that the view is made from
     * @param complete hears of documents that now hold all that was in the log
     */
    public void watch(ViewPosition viewPosition, Log log, Consumer<ProjectionEntry> complete) {
        head = log::head;
        hint = log::hint;
        onComplete = complete;
        position = viewPosition;
        viewPosition.onProgress(this::progressed);
    }

    private void progressed() {
        if (!waiting.isEmpty()) {
            // On the threads that do the work: they ask no store.
            ViewPosition watched = position;
            waiting.viewAt(watched == null ? 0 : watched.known());
        }
    }

    private History history() {
        return Objects.requireNonNull(history.get());
    }

    private long current() {
        ViewPosition watched = position;
        return watched == null ? 0 : watched.current();
    }

    @Override
    public void started(ProjectionEntry entry, long reached) {
        history.set(History.of(entry));
    }

    @Override
    public void written(Collection<D> documents, long upTo) {
        if (!waiting.isEmpty()) {
            Map<String, Long> positions =
                    documents.stream().collect(Collectors.toMap(ViewDocument::id, ViewDocument::position));
            waiting.documentsAt(id -> positions.getOrDefault(id, 0L));
        }
    }

    /**
     * Returns when the view has once held all that was in the log: while it is being built it would deny what callers have
     * seen. From then on it may be behind.
     *
     * @throws ProjectionBehindException if it is not so within the default wait
     */
    public void awaitHistory() {
        History known = history();
        if (!known.isComplete()) {
            History looked = known.look(head);
            history.compareAndSet(known, looked);
            await(looked.required());
            complete(looked.entry());
        }
    }

    /** Once, and only if it is these documents that are watched: while they are not known, nothing is concluded. */
    private void complete(@Nullable ProjectionEntry documents) {
        History known = history();
        if (documents != null
                && documents.equals(known.entry())
                && !known.isComplete()
                && history.compareAndSet(known, known.completed())) {
            onComplete.accept(documents);
        }
    }

    /**
     * Returns when the whole view is at the position.
     *
     * @throws ProjectionBehindException if it is not within the default wait, or too many wait already
     */
    public void await(long required) {
        awaitPosition(new Freshness(required, settings.defaultWait()), null, () -> 0);
    }

    /**
     * Returns when the whole view is new enough.
     *
     * @throws ProjectionBehindException if it is not in time, or too many wait already
     */
    public void await(Freshness freshness) {
        await(freshness, null, () -> 0);
    }

    /**
     * Returns when the whole view is new enough, or one document of it is.
     *
     * @param stored reads the position of the document as it is stored, 0 if there is none: another node may have written
     *     it long before its progress is stored
     * @throws ProjectionBehindException if neither is in time, or too many wait already
     */
    public void await(Freshness freshness, @Nullable String documentId, LongSupplier stored) {
        awaitHistory();
        awaitPosition(freshness, documentId, stored);
    }

    private void awaitPosition(Freshness freshness, @Nullable String documentId, LongSupplier stored) {
        if (freshness.minPosition() <= current()) {
            return;
        }
        if (!room.tryAcquire()) {
            throw behind(freshness);
        }
        Waiter waiter = waiting.add(freshness.minPosition(), documentId);
        // What the caller has seen is in the log, whether or not this node was told of it.
        hint.accept(freshness.minPosition());
        try {
            waitFor(waiter, freshness, stored);
        } finally {
            waiting.remove(waiter);
            room.release();
        }
    }

    private void waitFor(Waiter waiter, Freshness freshness, LongSupplier stored) {
        long deadline = System.nanoTime() + freshness.maxWait().toNanos();
        long recheckMillis = FIRST_RECHECK_MILLIS;
        do {
            // After the waiter has been added, so that no signal is missed.
            waiting.viewAt(current());
            long longest = TimeUnit.MILLISECONDS.toNanos(recheckMillis);
            if (signalled(waiter, Math.clamp(deadline - System.nanoTime(), 0, longest))
                    || stored.getAsLong() >= freshness.minPosition()) {
                return;
            }
            recheckMillis = Math.min(2 * recheckMillis, LONGEST_RECHECK_MILLIS);
        } while (System.nanoTime() < deadline);
        throw behind(freshness);
    }

    private static boolean signalled(Waiter waiter, long nanos) {
        try {
            waiter.reached().get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a view", interrupted);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ProjectionBehindException behind(Freshness freshness) {
        return new ProjectionBehindException(projection, freshness.minPosition(), current());
    }
}
