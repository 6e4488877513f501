package io.paylog.eventstore;

import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** A log in a database of a MongoDB replica set, in the collections named here. */
final class MongoLogStore implements LogStore {

    private final LogDatabase database;
    private final MongoCommits commits;
    private final EpochDocument epochDocument;
    private final String epoch;
    private final MongoSnapshots snapshots;
    private final MongoHeartbeats heartbeats;

    private MongoLogStore(LogDatabase database, EventLogSettings settings) {
        this.database = database;
        database.requireReplicaSet();
        MongoCollection<Document> collection = database.collection("commits");
        database.requireCommitIndexes(collection);
        commits = new MongoCommits(collection, settings.timeouts().socket());
        epochDocument = new EpochDocument(database.collection("epoch"));
        epoch = epochDocument.readOrCreate(settings.timeouts().append());
        snapshots = new MongoSnapshots(database.collection("snapshots"), epoch);
        snapshots.createIndex();
        heartbeats = new MongoHeartbeats(database.collection("writers"));
    }

    /**
     * Checks the servers and creates what is missing; can be repeated.
     *
     * @param database closed with the store, and left open if it cannot be opened
     * @throws EventLogException if the servers cannot be reached in time, or are not fit for the log
     */
    static MongoLogStore open(LogDatabase database, EventLogSettings settings) {
        return new MongoLogStore(database, settings);
    }

    @Override
    public CommitStore commits() {
        return commits;
    }

    @Override
    public SnapshotStore snapshots() {
        return snapshots;
    }

    @Override
    public HeartbeatStore heartbeats() {
        return heartbeats;
    }

    @Override
    public String epoch() {
        return epoch;
    }

    @Override
    public String currentEpoch() {
        return epochDocument.reread();
    }

    @Override
    public String name() {
        return StoreMeters.MONGODB;
    }

    @Override
    public boolean isWritable() {
        return database.hasPrimary();
    }

    @Override
    public void close() {
        database.close();
    }
}
