package io.paylog.eventstore;

/** One log's way to a content that it shares with others; closing it leaves the content as it is. */
record VolatileLogStore(VolatileLog content) implements LogStore {

    @Override
    public CommitStore commits() {
        return content.commits();
    }

    @Override
    public SnapshotStore snapshots() {
        return content.snapshots();
    }

    @Override
    public HeartbeatStore heartbeats() {
        return content.heartbeats();
    }

    @Override
    public String epoch() {
        return content.epoch();
    }

    @Override
    public String currentEpoch() {
        return content.epoch();
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean isWritable() {
        return content.commits().hasRoom();
    }

    @Override
    public void close() {}
}
