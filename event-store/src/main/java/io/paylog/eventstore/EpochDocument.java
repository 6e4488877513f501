package io.paylog.eventstore;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The document {@code {_id: "log", epoch}} that names the log's content. Whoever restores the log deletes it or gives
 * it another value; whoever opens the log first creates it. While {@link ImportDocument} has its place, there is no epoch.
 */
final class EpochDocument {

    static final String ID = "log";
    static final String EPOCH = "epoch";
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

    Optional<String> find() {
        return Optional.ofNullable(read());
    }

    /** @throws EventLogException if there is none at the moment */
    String reread() {
        // A restore that is under way, or a read that is older for a moment after an election.
        return find().orElseThrow(() -> new EventLogUnavailableException("The log has no epoch at the moment", null));
    }

    /** @throws LogBeingImportedException if only a part of the log may be there */
    private @Nullable String read() {
        Document found =
                MongoFailures.asking(() -> collection.find(eq("_id", ID)).first());
        if (found != null && found.containsKey(ImportDocument.IMPORTING)) {
            throw new LogBeingImportedException();
        }
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
            MongoFailures.refusalOf(e).ifPresent(refusal -> {
                throw refusal;
            });
            LockSupport.parkNanos(PAUSE_NANOS); // another one's is not majority-committed yet
        }
    }
}
