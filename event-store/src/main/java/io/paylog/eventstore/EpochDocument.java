package io.paylog.eventstore;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The document {@code {_id: "log", epoch}} that names the log's content. Whoever restores the log deletes it or gives
 * it another value; whoever opens the log first creates it.
 */
final class EpochDocument {

    private static final String ID = "log";
    private static final String EPOCH = "epoch";
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final MongoCollection<Document> collection;

    /** @param collection reads and writes with majority, on the primary */
    EpochDocument(MongoCollection<Document> collection) {
        this.collection = collection;
    }

    /** @throws EventLogException if a majority did not agree on one in that time */
    String readOrCreate(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String epoch = read();
            if (epoch != null) {
                return epoch;
            }
            if (System.nanoTime() > deadline) {
                throw new EventLogUnavailableException("The epoch of the log is not durable yet", null);
            }
            create();
        }
    }

    /** @throws EventLogException if there is none at the moment */
    String reread() {
        String epoch = read();
        if (epoch == null) {
            // A restore that is under way, or a read that is older for a moment after an election.
            throw new EventLogUnavailableException("The log has no epoch at the moment", null);
        }
        return epoch;
    }

    private @Nullable String read() {
        Document found =
                MongoFailures.asking(() -> collection.find(eq("_id", ID)).first());
        return found == null ? null : found.getString(EPOCH);
    }

    /** Whatever comes of it, only what a majority reads back counts. */
    private void create() {
        Document document = new Document("_id", ID)
                .append(EPOCH, UUID.randomUUID().toString())
                .append("createdAt", Instant.now());
        try {
            collection.insertOne(document);
        } catch (RuntimeException e) {
            if (MongoFailures.ofInsert(e) instanceof InsertOutcome.Refused(int _, EventLogRefusedException refusal)) {
                throw refusal;
            }
            LockSupport.parkNanos(PAUSE_NANOS); // another one's is not majority-committed yet
        }
    }
}
