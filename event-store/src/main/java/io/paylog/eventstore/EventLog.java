package io.paylog.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The append-only log of all events, in one collection of a MongoDB replica set or, for trying out, in memory. Events stand
 * at positions 1, 2, 3, … without gaps; whoever reads everything after a position misses nothing. Safe for use by many
 * threads, and by many processes at a time.
 */
public final class EventLog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    private final LogStore store;
    private final CommitStore commits;
    private final String epoch;
    private final LogReader reader;
    private final AggregateReader aggregates;
    private final ReadBounds readBounds;
    private final CommitBounds commitBounds;
    private final KnownHead knownHead = new KnownHead();
    private final Heartbeats heartbeats;
    private final Appender appender;
    private final AppendMeters appendMeters;
    private final ReadMeters readMeters;
    private final RecentCommits recent;
    private final SharedReading sharedReading;
    private final LogTail tail;
    private final WakeUp wakeUp;
    private final WakeUp.Registration listening;
    private final Duration patience;
    private final AtomicLong announced = new AtomicLong();
    private volatile @Nullable String otherEpoch;

    private EventLog(LogStore store, EventLogSettings settings, WakeUp wakeUp, MeterRegistry meters) {
        this.store = store;
        commits = store.commits();
        epoch = store.epoch();
        CorruptionAlarm alarm = new CorruptionAlarm(meters);
        reader = new LogReader(commits, alarm);
        aggregates = new AggregateReader(commits, alarm);
        readBounds = settings.readBounds();
        commitBounds = settings.appendBounds().commit();
        patience = settings.timeouts().longestRequest();
        appendMeters = new AppendMeters(meters);
        heartbeats = new Heartbeats(store.heartbeats());
        appender = new GroupAppender(
                appendMeters.measuring(commits),
                knownHead,
                settings.timeouts().append(),
                settings.appendBounds(),
                new Courtesy(heartbeats, appendMeters::yielded));
        readMeters = new ReadMeters(meters);
        recent = new RecentCommits(settings.recentBounds(), freshHead());
        sharedReading = new SharedReading(reader, knownHead, this::freshHead, recent, readBounds);
        tail = new LogTail(
                knownHead,
                sharedReading::read,
                new PollPause(settings.pollInterval(), settings.idlePollInterval(), wakeUp::isOpen, System::nanoTime));
        this.wakeUp = wakeUp;
        listening = wakeUp.listen(tail::announced);
        appendMeters.showWaiting(appender);
        LogMeters.show(store, knownHead, tail.watch(), meters);
    }

    /** As {@link #open(EventLogSettings, WakeUp, MeterRegistry)}, without meters. */
    public static EventLog open(EventLogSettings settings, WakeUp wakeUp) {
        return open(settings, wakeUp, new CompositeMeterRegistry());
    }

    /**
     * Connects, checks the servers, and creates what is missing.
     *
     * @param wakeUp stays the caller's to close, after the log
     * @throws EventLogException if the servers cannot be reached in time, or are not fit for the log
     */
    public static EventLog open(EventLogSettings settings, WakeUp wakeUp, MeterRegistry meters) {
        return open(LogDatabase.connect(settings), settings, wakeUp, meters);
    }

    /** @param store closed with the log */
    static EventLog open(LogStore store, EventLogSettings settings, WakeUp wakeUp, MeterRegistry meters) {
        return new EventLog(store, settings, wakeUp, meters);
    }

    /** @param database closed with the log, also if it does not open */
    static EventLog open(LogDatabase database, EventLogSettings settings, WakeUp wakeUp, MeterRegistry meters) {
        try {
            return new Opening(settings.timeouts().opening())
                    .untilAnswered(
                            () -> new EventLog(MongoLogStore.open(database, settings), settings, wakeUp, meters));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Identity of the log's content; another one after every restore. */
    public String epoch() {
        return epoch;
    }

    /** @throws ForeignTokenException if positions recorded under that epoch are not of this log */
    public void requireEpoch(String recordedEpoch) {
        if (!epoch.equals(recordedEpoch)) {
            throw ForeignTokenException.ofOtherEpoch(recordedEpoch, epoch);
        }
    }

    /**
     * Looks whether the log is still the one that was opened. Once it is not, this object reads no stream and appends
     * nothing any more: what it and its users know is of the log before.
     *
     * @throws ForeignTokenException if the log was restored since it was opened
     * @throws EventLogException if that could not be found out
     */
    void requireEpochUnchanged() {
        requireNotRestored();
        String now = currentEpoch();
        if (!now.equals(epoch)) {
            log.error("The event log was restored (epoch {}, was {}): restart this process", now, epoch);
            otherEpoch = now;
            appender.stop(() -> new EventLogRefusedException(
                    "The event log was restored since this process opened it; nothing was appended", null));
            requireNotRestored();
        }
    }

    private String currentEpoch() {
        try {
            return store.currentEpoch();
        } catch (LogBeingImportedException e) {
            // It will have another epoch afterwards, and what would be appended until then would spoil it.
            log.error("The event log is being imported: restart this process once that is done");
            appender.stop(() -> new EventLogRefusedException(
                    "The event log is being imported since this process opened it; nothing was appended", e));
            throw e;
        }
    }

    /** @throws ForeignTokenException if it is known that the log was restored since it was opened */
    void requireNotRestored() {
        String other = otherEpoch;
        if (other != null) {
            throw ForeignTokenException.ofOtherEpoch(epoch, other);
        }
    }

    /**
     * Majority-committed position of the last event; 0: the log is empty.
     *
     * @throws EventLogException if it could not be read
     */
    public long head() {
        long position = freshHead().lastPosition();
        tail.headWasRead();
        return position;
    }

    /**
     * Somebody says that the log reaches up to the position: streams look at once if they do not know it. It may be wrong.
     */
    public void hint(long position) {
        tail.hint(position);
    }

    /** The last commit that this process knows of, by its position; 0: none. What was acknowledged here is up to there. */
    public long knownCommit() {
        return knownHead.get().commitPosition();
    }

    /**
     * Where the aggregate ends; empty: it has no events. After an election a majority read may be older than what was read
     * or acknowledged before it; this one is not.
     *
     * @param knownCommit which the answer takes into account, see {@link #knownCommit()}
     * @throws EventLogUnavailableException if the servers do not show that much of the log for now
     * @throws EventLogException if it could not be read
     */
    public Optional<AggregateEnd> endOf(String aggregateId, long knownCommit) {
        CommitStore.ShownEnd end = commits.endShownWith(knownCommit, aggregateId);
        if (!end.isCurrent()) {
            requireEpochUnchanged();
            throw new EventLogUnavailableException("The servers show less of the log than was seen before", null);
        }
        return end.end();
    }

    /**
     * Whether the events of the aggregate from the sequence on are behind that commit. If so, who has read the aggregate up
     * to there has read it as it was at that commit or later.
     *
     * @throws EventLogException if it could not be read
     */
    public boolean isBehind(long knownCommit, String aggregateId, long sequence) {
        return commits.holdersOf(List.of(new CommitKey(aggregateId, sequence))).values().stream()
                .anyMatch(holder -> holder.end().commitPosition() > knownCommit);
    }

    /**
     * As {@link #endOf(String, long)}, for one who compares it with what is remembered of the aggregate: in a log that was restored
     * meanwhile, other events may stand under the same numbers.
     *
     * @throws ForeignTokenException if the log was restored since it was opened
     * @throws EventLogException if it could not be read
     */
    public Optional<AggregateEnd> endOfRemembered(String aggregateId, long knownCommit) {
        Optional<AggregateEnd> end = endOf(aggregateId, knownCommit);
        requireEpochUnchanged();
        return end;
    }

    /**
     * Appends at the head; returns when the commit is durable on a majority.
     *
     * @throws AppendConflictException if another commit of the aggregate begins at the same sequence
     * @throws CommitTooLargeException if the commit exceeds the configured bounds
     * @throws AppendOverloadedException if too many wait, or others went first until the deadline; nothing was appended
     * @throws EventLogUnavailableException if the servers were not reached before the deadline, or the log is closed; nothing was
     *     appended
     * @throws EventLogRefusedException if the servers refused, or the log was restored since it was opened; nothing was
     *     appended
     * @throws OutcomeUnknownException if it was sent, and no majority said before the deadline what became of it
     */
    public Appended append(NewCommit commit) {
        commitBounds.require(commit);
        Appended appended = appendMeters.appending(() -> appender.append(commit));
        tellOfHead();
        return appended;
    }

    /** Of those whose commits landed together the first one tells, for all, how far the log reaches. */
    private void tellOfHead() {
        long position = knownHead.position();
        if (announced.getAndAccumulate(position, Math::max) < position) {
            tail.headMoved();
            announce(position);
        }
    }

    private void announce(long position) {
        try {
            wakeUp.announce(position);
        } catch (RuntimeException e) {
            // A hint that fails must not look like an append that failed.
            log.warn("Position {} could not be announced", position, e);
        }
    }

    /** @throws CommitTooLargeException if {@link #append} would */
    void requireWithinBounds(NewCommit commit) {
        commitBounds.require(commit);
    }

    /**
     * Refuses positions that this log has not given out yet.
     *
     * @throws ForeignTokenException if the position is beyond the end of the log
     */
    void requireNotAhead(long position) {
        if (position > knownHead.position() && position > head()) {
            // A majority read may be behind after an election; this one cannot.
            long linearizable = commits.linearizableHeadPosition();
            if (position > linearizable) {
                throw ForeignTokenException.aheadOf(linearizable, position);
            }
        }
    }

    /** As {@link #eventsAfter(long)}, with that bound of events. */
    List<LoggedEvent> eventsAfter(long position, int maxEvents) {
        return eventsAfter(position, new ReadBounds(maxEvents, readBounds.characters()));
    }

    /** The next events after the position, bounded by the settings. */
    List<LoggedEvent> eventsAfter(long position) {
        return eventsAfter(position, readBounds);
    }

    List<LoggedEvent> eventsAfter(long position, ReadBounds bounds) {
        requireNotRestored();
        requireNotAhead(position);
        List<LoggedCommit> found = reader.commitsAfter(position, bounds);
        if (!found.isEmpty()) {
            knownHead.advanceTo(found.getLast().asHead());
        }
        return LoggedCommit.eventsAfter(position, found);
    }

    /** As {@link #loadBatch}, without saying whether there are more. */
    List<LoggedEvent> eventsOf(String aggregateId, long firstSequence, int maxEvents) {
        return loadBatch(aggregateId, firstSequence, maxEvents).events();
    }

    /** Events of an aggregate from the sequence on, as many as fit into that bound and the one of characters. */
    AggregateEvents loadBatch(String aggregateId, long firstSequence, int maxEvents) {
        return aggregates.eventsOf(aggregateId, firstSequence, new ReadBounds(maxEvents, readBounds.characters()));
    }

    OptionalLong lastSequenceOf(String aggregateId) {
        return commits.endOf(aggregateId)
                .map(end -> OptionalLong.of(end.sequence()))
                .orElse(OptionalLong.empty());
    }

    /** The position before the first event of that time or later; the head if there is none. */
    long positionBefore(Instant time) {
        requireNotRestored();
        return new PositionInTime(commits, reader, this::freshHead, readBounds).before(time);
    }

    /**
     * Keeps a snapshot unless there is a newer one.
     *
     * @throws IllegalArgumentException if the log has no such event
     */
    void storeSnapshot(StoredSnapshot snapshot) {
        LoggedEvent last = eventsOf(snapshot.aggregateId(), snapshot.sequence(), 1).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A snapshot of aggregate " + snapshot.aggregateId()
                        + " at sequence " + snapshot.sequence() + ", which the log does not have"));
        store.snapshots().store(snapshot, last.position());
    }

    /** The newest snapshot that this log has the events of. */
    Optional<StoredSnapshot> snapshotOf(String aggregateId) {
        return store.snapshots()
                .newestOf(aggregateId)
                .filter(found -> found.position() <= knownHead.position() || found.position() <= head())
                .map(SnapshotStore.Placed::snapshot);
    }

    KnownHead knownHead() {
        return knownHead;
    }

    LogTail tail() {
        return tail;
    }

    /** A new one, for one consumer. */
    LogFollower follower() {
        return new LogFollower(
                recent, sharedReading, new OwnReading(reader, commits, readBounds), knownHead, readBounds, readMeters);
    }

    private Head freshHead() {
        commits.headAfter(knownHead.get().commitPosition()).ifPresent(knownHead::advanceTo);
        return knownHead.get();
    }

    @Override
    public void close() {
        appender.stop(() -> new EventLogUnavailableException("The event log was closed; nothing was appended", null));
        heartbeats.close();
        listening.close();
        tail.close();
        // Whoever has sent something is to learn what becomes of it.
        if (!appender.awaitAnswers(patience)) {
            log.warn("The event log is closed before what was sent last has its answer");
        }
        store.close();
    }
}
