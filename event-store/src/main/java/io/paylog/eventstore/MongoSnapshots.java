package io.paylog.eventstore;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.descending;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * One snapshot for each type and aggregate. Each carries the epoch and the position of its last event, so that one of
 * another log, or of events that this log does not have, is told apart.
 */
final class MongoSnapshots implements SnapshotStore {

    private static final String ID = "_id";
    private static final String AGGREGATE_ID = "aggregateId";
    private static final String SEQUENCE = "sequence";
    private static final String EPOCH = "epoch";
    private static final String POSITION = "position";
    private static final int TRIES = 3;

    private final MongoCollection<Document> collection;
    private final String epoch;

    /** @param collection reads and writes with majority, on the primary */
    MongoSnapshots(MongoCollection<Document> collection, String epoch) {
        this.collection = collection;
        this.epoch = epoch;
    }

    void createIndex() {
        MongoFailures.asking(
                () -> collection.createIndex(Indexes.ascending(AGGREGATE_ID), new IndexOptions().name(AGGREGATE_ID)));
    }

    @Override
    public void store(StoredSnapshot snapshot, long position) {
        for (int tries = 1; !replaceOlder(snapshot, position); tries++) {
            // Somebody else created the document. If it is an older one, the next try finds and replaces it.
            if (tries == TRIES || holdsNewer(snapshot)) {
                return;
            }
        }
    }

    private boolean replaceOlder(StoredSnapshot snapshot, long position) {
        Bson older = and(eq(ID, idOf(snapshot)), or(lte(SEQUENCE, snapshot.sequence()), ne(EPOCH, epoch)));
        Document replacement = write(snapshot, position);
        return MongoFailures.asking(() -> {
            try {
                collection.replaceOne(older, replacement, new ReplaceOptions().upsert(true));
                return true;
            } catch (RuntimeException e) {
                if (MongoFailures.isDuplicateKey(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    private boolean holdsNewer(StoredSnapshot snapshot) {
        Document found = MongoFailures.asking(
                () -> collection.find(eq(ID, idOf(snapshot))).first());
        return found != null && epoch.equals(found.getString(EPOCH)) && found.getLong(SEQUENCE) > snapshot.sequence();
    }

    @Override
    public Optional<Placed> newestOf(String aggregateId) {
        Document found = MongoFailures.askingTwice(() -> collection
                .find(and(eq(AGGREGATE_ID, aggregateId), eq(EPOCH, epoch)))
                .sort(descending(SEQUENCE))
                .first());
        return Optional.ofNullable(found).map(document -> new Placed(read(document), document.getLong(POSITION)));
    }

    private static Document idOf(StoredSnapshot snapshot) {
        return new Document(AGGREGATE_ID, snapshot.aggregateId()).append("type", snapshot.aggregateType());
    }

    private Document write(StoredSnapshot snapshot, long position) {
        Document document = new Document(ID, idOf(snapshot))
                .append(AGGREGATE_ID, snapshot.aggregateId())
                .append("aggregateType", snapshot.aggregateType())
                .append(SEQUENCE, snapshot.sequence())
                .append(POSITION, position)
                .append(EPOCH, epoch);
        return CommitDocuments.appendEvent(document, snapshot.state());
    }

    private static StoredSnapshot read(Document document) {
        return new StoredSnapshot(
                document.getString("aggregateType"),
                document.getString(AGGREGATE_ID),
                document.getLong(SEQUENCE),
                CommitDocuments.readEvent(document));
    }
}
