package io.paylog.eventstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A log in memory whose reads fail now and then, or show less than was shown before, as after an election; and whose cursors
 * are lost now and then, or stay with the older view. What was appended stays.
 */
final class FadingStore implements CommitStore {

    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger openCursors = new AtomicInteger();

    private final Random random;
    private final List<LoggedCommit> commits = new ArrayList<>();
    private volatile double faults;
    private volatile long hidden;
    private final AtomicReference<@Nullable Runnable> onNextRead = new AtomicReference<>();

    FadingStore(Random random) {
        this.random = random;
    }

    /** @param share of all requests that go wrong, in one way or the other */
    void faultsPerRead(double share) {
        faults = share;
    }

    synchronized void append(int events) {
        Head head = commits.isEmpty() ? Head.OF_EMPTY_LOG : commits.getLast().asHead();
        String aggregate = "a" + commits.size();
        commits.add(LoggedCommit.behind(head, TestLogs.commit(aggregate, 0, events), aggregate));
    }

    void onNextRead(Runnable fault) {
        onNextRead.set(fault);
    }

    /** A hole from there on, of one commit. */
    synchronized void lose(long position) {
        hidden = position;
    }

    /** The commit that begins there gets other events, in as many positions; the others stay where they are. */
    synchronized void rewrite(long position, int events) {
        commits.replaceAll(commit -> commit.firstPosition() == position
                ? LoggedCommit.behind(new Head(0, position - 1, 0), TestLogs.commit("other", 0, events), "other")
                : commit);
    }

    synchronized long head() {
        return commits.isEmpty() ? 0 : commits.getLast().lastPosition();
    }

    /** A majority's view: all, or a prefix. */
    private List<LoggedCommit> view() {
        reads.incrementAndGet();
        Runnable fault = onNextRead.getAndSet(null);
        if (fault != null) {
            fault.run();
        }
        return currentView();
    }

    private synchronized List<LoggedCommit> currentView() {
        int end = commits.size();
        if (random.nextDouble() < faults) {
            if (random.nextBoolean()) {
                throw FaultyStore.unavailable();
            }
            end = random.nextInt(end + 1);
        }
        return commits.subList(0, end).stream()
                .filter(commit -> commit.firstPosition() != hidden)
                .toList();
    }

    private static List<LoggedCommit> from(List<LoggedCommit> view, long position, ReadBounds bounds) {
        TakenCommits taken = new TakenCommits(bounds);
        for (LoggedCommit commit : view) {
            if (commit.firstPosition() >= position && !taken.areEnough()) {
                taken.add(commit);
            }
        }
        return taken.commits();
    }

    @Override
    public List<LoggedCommit> from(long position, ReadBounds bounds) {
        return from(view(), position, bounds);
    }

    @Override
    public CommitCursor openFrom(long position, ReadBounds bounds) {
        openCursors.incrementAndGet();
        return new FadingCursor(position, bounds);
    }

    @Override
    public OptionalLong lastStartUpTo(long position) {
        return view().stream()
                .mapToLong(LoggedCommit::firstPosition)
                .filter(start -> start <= position)
                .max();
    }

    @Override
    public Optional<Head> headAfter(long commitPosition) {
        List<LoggedCommit> view = view();
        return view.isEmpty() || view.getLast().firstPosition() <= commitPosition
                ? Optional.empty()
                : Optional.of(view.getLast().asHead());
    }

    /** Each read is of the view that the log had then, or one before: so two reads need not fit together. */
    private final class FadingCursor implements CommitCursor {

        private final ReadBounds bounds;
        private long position;
        private boolean closed;

        FadingCursor(long position, ReadBounds bounds) {
            this.position = position;
            this.bounds = bounds;
        }

        @Override
        public List<LoggedCommit> next() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            List<LoggedCommit> found = from(view(), position, bounds);
            if (!found.isEmpty()) {
                position = found.getLast().lastPosition() + 1;
            }
            // Skips one, as no cursor should.
            return found.size() > 1 && random.nextDouble() < faults ? found.subList(1, found.size()) : found;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                openCursors.decrementAndGet();
            }
        }
    }

    @Override
    public long linearizableHeadPosition() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong firstWithLatestFrom(long epochMillis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<LoggedCommit> ofAggregateFrom(String aggregateId, long sequence, ReadBounds bounds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<LoggedCommit> ofAggregateBefore(String aggregateId, long sequence) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<AggregateEnd> endOf(String aggregateId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ShownEnd endShownWith(long commitPosition, String aggregateId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InsertOutcome insert(List<LoggedCommit> batch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
        throw new UnsupportedOperationException();
    }
}
