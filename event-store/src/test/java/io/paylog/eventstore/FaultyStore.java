package io.paylog.eventstore;

import io.paylog.eventstore.InsertOutcome.Unknown;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A real store whose next requests go wrong as told; when nothing is told any more, they go right. */
final class FaultyStore implements AppendStore {

    static Unknown lost() {
        return new Unknown(new IllegalStateException("the answer was lost"));
    }

    final List<LoggedCommit> sent = new ArrayList<>();
    private final AppendStore real;
    private final Deque<Function<LoggedCommit, InsertOutcome>> inserts = new ArrayDeque<>();
    private final Deque<Supplier<Optional<KeyHolder>>> lookUps = new ArrayDeque<>();
    private final Deque<Supplier<Optional<Head>>> heads = new ArrayDeque<>();

    FaultyStore(AppendStore real) {
        this.real = real;
    }

    FaultyStore onInsert(Function<LoggedCommit, InsertOutcome> fault) {
        inserts.add(fault);
        return this;
    }

    FaultyStore onLookUp(Supplier<Optional<KeyHolder>> fault) {
        lookUps.add(fault);
        return this;
    }

    FaultyStore onHead(Supplier<Optional<Head>> fault) {
        heads.add(fault);
        return this;
    }

    FaultyStore losesTheRequest() {
        return onInsert(commit -> lost());
    }

    FaultyStore losesTheAnswer() {
        return onInsert(commit -> {
            real.insert(commit);
            return lost();
        });
    }

    static EventLogUnavailableException unavailable() {
        return new EventLogUnavailableException("no primary", null);
    }

    @Override
    public InsertOutcome insert(LoggedCommit commit) {
        sent.add(commit);
        return inserts.isEmpty() ? real.insert(commit) : inserts.remove().apply(commit);
    }

    @Override
    public Optional<KeyHolder> holderOf(String aggregateId, long firstSequence) {
        return lookUps.isEmpty()
                ? real.holderOf(aggregateId, firstSequence)
                : lookUps.remove().get();
    }

    @Override
    public Optional<Head> headAfter(long commitPosition) {
        return heads.isEmpty() ? real.headAfter(commitPosition) : heads.remove().get();
    }
}
