package io.paylog.eventstore;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Commits in the heap. A read shows the log as it was at one moment, and is answered without a look at other commits. */
final class VolatileCommits implements CommitStore {

    private static final NavigableMap<Long, LoggedCommit> NONE = Collections.emptyNavigableMap();

    private final long maxEvents;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final NavigableMap<Long, LoggedCommit> byPosition = new TreeMap<>();
    private final Map<String, NavigableMap<Long, LoggedCommit>> bySequence = new HashMap<>();

    /** The position of the first commit for each greatest time stamp; most commits share theirs with the one before. */
    private final NavigableMap<Long, Long> firstByLatest = new TreeMap<>();

    private long events;

    /** @param maxEvents a commit that would exceed them is refused */
    VolatileCommits(long maxEvents) {
        this.maxEvents = maxEvents;
    }

    @Override
    public InsertOutcome insert(List<LoggedCommit> batch) {
        return with(lock.writeLock(), () -> insertInOrder(batch));
    }

    private InsertOutcome insertInOrder(List<LoggedCommit> batch) {
        int landed = 0;
        for (LoggedCommit commit : batch) {
            if (isTaken(commit)) {
                return new InsertOutcome.DuplicateKey(landed);
            }
            if (events + commit.events().size() > maxEvents) {
                return new InsertOutcome.Refused(landed, full());
            }
            keep(commit);
            landed++;
        }
        return new InsertOutcome.Landed();
    }

    private EventLogRefusedException full() {
        return new EventLogRefusedException(
                "The log in memory is full: it takes " + maxEvents + " events, and has " + events, null);
    }

    private boolean isTaken(LoggedCommit commit) {
        return byPosition.containsKey(commit.firstPosition())
                || ofAggregate(commit.aggregateId()).containsKey(commit.firstSequence());
    }

    private void keep(LoggedCommit commit) {
        byPosition.put(commit.firstPosition(), commit);
        bySequence.computeIfAbsent(commit.aggregateId(), _ -> new TreeMap<>()).put(commit.firstSequence(), commit);
        firstByLatest.merge(commit.latestMillis(), commit.firstPosition(), Math::min);
        events += commit.events().size();
    }

    /** Whether there is room for another event. */
    boolean hasRoom() {
        return reading(() -> events < maxEvents);
    }

    @Override
    public Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
        Map<CommitKey, KeyHolder> holders = new HashMap<>();
        reading(() -> keys.stream()
                        .map(key -> ofAggregate(key.aggregateId()).get(key.firstSequence()))
                        .filter(Objects::nonNull)
                        .toList())
                .forEach(holder -> holders.put(holder.key(), new KeyHolder(holder.commitId(), holder.asHead())));
        return holders;
    }

    @Override
    public Optional<Head> headAfter(long commitPosition) {
        return reading(() -> last(byPosition))
                .filter(last -> last.firstPosition() > commitPosition)
                .map(LoggedCommit::asHead);
    }

    @Override
    public long linearizableHeadPosition() {
        return reading(() -> last(byPosition)).map(LoggedCommit::lastPosition).orElse(0L);
    }

    @Override
    public List<LoggedCommit> from(long position, ReadBounds bounds) {
        return reading(() -> take(byPosition.tailMap(position, true).values(), bounds));
    }

    @Override
    public OptionalLong lastStartUpTo(long position) {
        return optional(reading(() -> Optional.ofNullable(byPosition.floorKey(position))));
    }

    @Override
    public OptionalLong firstWithLatestFrom(long epochMillis) {
        return optional(reading(() ->
                Optional.ofNullable(firstByLatest.ceilingEntry(epochMillis)).map(Map.Entry::getValue)));
    }

    @Override
    public List<LoggedCommit> ofAggregateFrom(String aggregateId, long sequence, ReadBounds bounds) {
        return reading(
                () -> take(ofAggregate(aggregateId).tailMap(sequence, true).values(), bounds));
    }

    @Override
    public Optional<LoggedCommit> ofAggregateBefore(String aggregateId, long sequence) {
        return reading(() -> last(ofAggregate(aggregateId).headMap(sequence, false)));
    }

    @Override
    public Optional<AggregateEnd> endOf(String aggregateId) {
        return reading(() -> last(ofAggregate(aggregateId)))
                .map(last -> new AggregateEnd(last.lastPosition(), last.lastSequence()));
    }

    @Override
    public ShownEnd endShownWith(long commitPosition, String aggregateId) {
        boolean shown = commitPosition == Head.OF_EMPTY_LOG.commitPosition()
                || reading(() -> byPosition.containsKey(commitPosition));
        return new ShownEnd(endOf(aggregateId), shown);
    }

    private NavigableMap<Long, LoggedCommit> ofAggregate(String aggregateId) {
        return bySequence.getOrDefault(aggregateId, NONE);
    }

    private <T> T reading(Supplier<T> read) {
        return with(lock.readLock(), read);
    }

    private static <T> T with(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private static List<LoggedCommit> take(Collection<LoggedCommit> found, ReadBounds bounds) {
        TakenCommits taken = new TakenCommits(bounds);
        for (LoggedCommit commit : found) {
            if (taken.areEnough()) {
                break;
            }
            taken.add(commit);
        }
        return taken.commits();
    }

    private static Optional<LoggedCommit> last(NavigableMap<Long, LoggedCommit> commits) {
        return Optional.ofNullable(commits.lastEntry()).map(Map.Entry::getValue);
    }

    private static OptionalLong optional(Optional<Long> found) {
        return found.map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
