package io.paylog.eventstore;

import java.util.UUID;

/** A log in memory. It is not restored in its place otherwise; here it is, with snapshots that do not count any more. */
final class VolatileLogUnderTest implements LogUnderTest {

    private final VolatileLog content = VolatileLog.ofAtMost(1_000_000);
    private volatile String epoch = content.epoch();
    private volatile SnapshotStore snapshots = content.snapshots();

    @Override
    public EventLogSettings settings() {
        return EventLogSettings.of("mongodb://unused", "unused");
    }

    @Override
    public LogStore open(EventLogSettings settings) {
        LogStore store = new VolatileLogStore(content);
        String epochThen = epoch;
        SnapshotStore snapshotsThen = snapshots;
        return Interposed.proxy(LogStore.class, (method, arguments) -> switch (method.getName()) {
            case "epoch" -> epochThen;
            case "currentEpoch" -> epoch;
            case "snapshots" -> snapshotsThen;
            default -> Interposed.invoke(store, method, arguments);
        });
    }

    @Override
    public void changeEpoch() {
        epoch = UUID.randomUUID().toString();
        snapshots = new VolatileSnapshots();
    }

    @Override
    public void close() {}
}
