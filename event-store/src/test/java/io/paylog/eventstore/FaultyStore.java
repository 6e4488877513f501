package io.paylog.eventstore;

import io.paylog.eventstore.InsertOutcome.Unknown;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A real store whose next requests go wrong as told; when nothing is told any more, they go right. */
final class FaultyStore implements AppendStore {

    static Unknown lost() {
        return new Unknown(new IllegalStateException("the answer was lost"));
    }

    /** Each request to insert. */
    final List<List<LoggedCommit>> sent = new CopyOnWriteArrayList<>();

    /** Each request to look up. */
    final List<List<CommitKey>> lookedUp = new CopyOnWriteArrayList<>();

    private final AppendStore real;
    private final Deque<Function<List<LoggedCommit>, InsertOutcome>> inserts = new ArrayDeque<>();
    private final Deque<Supplier<Map<CommitKey, KeyHolder>>> lookUps = new ArrayDeque<>();
    private final Deque<Supplier<Optional<Head>>> heads = new ArrayDeque<>();

    private volatile boolean losesLookUps;

    FaultyStore(AppendStore real) {
        this.real = real;
    }

    FaultyStore onInsert(Function<List<LoggedCommit>, InsertOutcome> fault) {
        inserts.add(fault);
        return this;
    }

    FaultyStore onLookUp(Supplier<Map<CommitKey, KeyHolder>> fault) {
        lookUps.add(fault);
        return this;
    }

    FaultyStore onHead(Supplier<Optional<Head>> fault) {
        heads.add(fault);
        return this;
    }

    FaultyStore losesTheRequest() {
        return onInsert(_ -> lost());
    }

    FaultyStore losesTheAnswer() {
        return onInsert(batch -> {
            real.insert(batch);
            return lost();
        });
    }

    /** No look-up gets an answer, until {@link #answersLookUps}. */
    FaultyStore keepsLosingLookUps() {
        losesLookUps = true;
        return this;
    }

    FaultyStore answersLookUps() {
        losesLookUps = false;
        return this;
    }

    /** What is known of each commit sent, in order. */
    List<LoggedCommit> sentCommits() {
        return sent.stream().flatMap(List::stream).toList();
    }

    static EventLogUnavailableException unavailable() {
        return new EventLogUnavailableException("no primary", null);
    }

    @Override
    public InsertOutcome insert(List<LoggedCommit> batch) {
        sent.add(batch);
        return inserts.isEmpty() ? real.insert(batch) : inserts.remove().apply(batch);
    }

    @Override
    public Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
        lookedUp.add(List.copyOf(keys));
        if (losesLookUps) {
            throw unavailable();
        }
        return lookUps.isEmpty() ? real.holdersOf(keys) : lookUps.remove().get();
    }

    @Override
    public Optional<Head> headAfter(long commitPosition) {
        return heads.isEmpty() ? real.headAfter(commitPosition) : heads.remove().get();
    }
}
