package io.paylog.eventstore;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;

/** A document for each process that appends, in the collection {@code writers}. */
final class MongoHeartbeats implements HeartbeatStore {

    /** Many more than there are processes; what crashed ones leave is removed while others append. */
    private static final int MAX_WRITERS = 256;

    private static final String WRITER = "_id";
    private static final String BEATS = "beats";

    private final MongoCollection<Document> collection;

    MongoHeartbeats(MongoCollection<Document> collection) {
        // A sign of life that is lost with a server is followed by the next: it is worth no wait for others or a
        // journal.
        this.collection = collection.withWriteConcern(WriteConcern.W1);
    }

    @Override
    public void beat(String writer) {
        MongoFailures.asking(
                () -> collection.updateOne(eq(WRITER, writer), inc(BEATS, 1L), new UpdateOptions().upsert(true)));
    }

    @Override
    public Map<String, Long> beats() {
        return MongoFailures.asking(() -> {
            Map<String, Long> beats = new HashMap<>();
            collection
                    .find()
                    .limit(MAX_WRITERS)
                    .batchSize(MAX_WRITERS)
                    .forEach(writer -> beats.put(writer.getString(WRITER), writer.getLong(BEATS)));
            return beats;
        });
    }

    @Override
    public void forget(String writer, long beats) {
        MongoFailures.asking(() -> collection.deleteOne(and(eq(WRITER, writer), eq(BEATS, beats))));
    }
}
