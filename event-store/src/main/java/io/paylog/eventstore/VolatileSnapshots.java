package io.paylog.eventstore;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Snapshots in the heap; all are of the one epoch that their log has. */
final class VolatileSnapshots implements SnapshotStore {

    private final Map<String, Map<@Nullable String, Placed>> byTypeOfAggregate = new ConcurrentHashMap<>();

    @Override
    public void store(StoredSnapshot snapshot, long position) {
        Placed placed = new Placed(snapshot, position);
        byTypeOfAggregate.compute(snapshot.aggregateId(), (_, before) -> {
            Map<@Nullable String, Placed> byType = before == null ? new HashMap<>() : new HashMap<>(before);
            byType.merge(snapshot.aggregateType(), placed, VolatileSnapshots::newer);
            return byType;
        });
    }

    private static Placed newer(Placed held, Placed stored) {
        return stored.snapshot().sequence() >= held.snapshot().sequence() ? stored : held;
    }

    @Override
    public Optional<Placed> newestOf(String aggregateId) {
        return byTypeOfAggregate.getOrDefault(aggregateId, Map.of()).values().stream()
                .max(Comparator.comparingLong(placed -> placed.snapshot().sequence()));
    }
}
