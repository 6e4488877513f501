package io.paylog.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Watches what one process asks of a store, and notes where it breaks a rule of appending. */
final class Obedient implements AppendStore {

    private final AppendStore store;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean needsHead;
    final Queue<String> offences = new ConcurrentLinkedQueue<>();

    Obedient(AppendStore store) {
        this.store = store;
    }

    private <T> T alone(Supplier<T> request) {
        note(busy.getAndSet(true), "A second request before the answer to the first");
        try {
            return request.get();
        } finally {
            busy.set(false);
        }
    }

    private void note(boolean offends, String offence) {
        if (offends) {
            offences.add(offence);
        }
    }

    @Override
    public InsertOutcome insert(List<LoggedCommit> batch) {
        note(needsHead, "An insert after a failed one without a fresh head");
        note(
                batch.stream()
                                .map(LoggedCommit::aggregateId)
                                .collect(Collectors.toSet())
                                .size()
                        < batch.size(),
                "Two commits of an aggregate in a batch");
        InsertOutcome outcome = alone(() -> store.insert(batch));
        needsHead = !(outcome instanceof InsertOutcome.Landed);
        return outcome;
    }

    @Override
    public Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
        return alone(() -> store.holdersOf(keys));
    }

    @Override
    public Optional<Head> headAfter(long commitPosition) {
        Optional<Head> head = alone(() -> store.headAfter(commitPosition));
        needsHead = false;
        return head;
    }
}
