package io.paylog.eventstore;

import java.util.Optional;

/** One snapshot for each type and aggregate, the newest. Those of another epoch do not count. */
interface SnapshotStore {

    /**
     * Keeps the snapshot unless there is a newer one of this epoch.
     *
     * @param position of the last event that it contains
     * @throws EventLogException if it could not be stored
     */
    void store(StoredSnapshot snapshot, long position);

    /**
     * The newest of this epoch.
     *
     * @throws EventLogException if it could not be read
     */
    Optional<Placed> newestOf(String aggregateId);

    /** @param position of the last event that the snapshot contains */
    record Placed(StoredSnapshot snapshot, long position) {}
}
