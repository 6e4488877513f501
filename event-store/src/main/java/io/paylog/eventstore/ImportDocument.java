package io.paylog.eventstore;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The import of a log, in the place of its {@link EpochDocument}: {@code {_id: "log", importing}} while it is under way,
 * {@code {_id: "log", epoch, imported}} afterwards. One document, so that the log has an epoch exactly when it is whole.
 */
final class ImportDocument {

    static final String IMPORTING = "importing";
    private static final String IMPORTED = "imported";
    private static final Bson LOG = eq("_id", EpochDocument.ID);

    private final MongoCollection<Document> collection;

    /** @param collection reads and writes with majority, on the primary */
    ImportDocument(MongoCollection<Document> collection) {
        this.collection = collection;
    }

    /** What is being imported. */
    Optional<ImportedPart> importing() {
        return partOf(IMPORTING, read());
    }

    /** What was imported last, unless an import is under way. */
    Optional<ImportedPart> imported() {
        return partOf(IMPORTED, read());
    }

    /** @throws EventLogUnavailableException if a majority does not show it yet; to be repeated */
    void begin(ImportedPart part) {
        Document found = read();
        Document marked = new Document("_id", EpochDocument.ID)
                .append(IMPORTING, write(part))
                .append("startedAt", Instant.now());
        if (found == null) {
            insertUnlessThere(marked);
        } else {
            Bson asSeen =
                    and(LOG, eq(EpochDocument.EPOCH, found.getString(EpochDocument.EPOCH)), exists(IMPORTING, false));
            MongoFailures.asking(() -> collection.replaceOne(asSeen, marked));
        }
        if (importing().filter(part::equals).isEmpty()) {
            throw new EventLogUnavailableException("The mark of the import is not durable yet", null);
        }
    }

    private void insertUnlessThere(Document marked) {
        MongoFailures.asking(() -> {
            try {
                return collection.insertOne(marked);
            } catch (RuntimeException e) {
                if (MongoFailures.isDuplicateKey(e)) {
                    throw new EventLogUnavailableException("Somebody else opened or imported the log just now", e);
                }
                throw e;
            }
        });
    }

    /** @throws EventLogUnavailableException if a majority does not show it yet; to be repeated */
    String finish(ImportedPart part) {
        if (importing().filter(part::equals).isPresent()) {
            replaceMark(part);
        }
        Document found = read();
        if (found != null && partOf(IMPORTED, found).filter(part::equals).isPresent()) {
            return found.getString(EpochDocument.EPOCH);
        }
        if (partOf(IMPORTING, found).filter(part::equals).isEmpty()) {
            throw new EventLogRefusedException("The import was abandoned or begun anew by somebody else", null);
        }
        throw new EventLogUnavailableException("The new epoch is not durable yet", null);
    }

    private void replaceMark(ImportedPart part) {
        Document finished = new Document("_id", EpochDocument.ID)
                .append(EpochDocument.EPOCH, UUID.randomUUID().toString())
                .append("createdAt", Instant.now())
                .append(IMPORTED, write(part));
        Bson mark = and(LOG, eq(IMPORTING + ".checksum", part.checksum()));
        MongoFailures.asking(() -> collection.replaceOne(mark, finished));
    }

    private @Nullable Document read() {
        return MongoFailures.asking(() -> collection.find(LOG).first());
    }

    private static Document write(ImportedPart part) {
        return new Document("sourceEpoch", part.sourceEpoch())
                .append("firstPosition", part.firstPosition())
                .append("lastPosition", part.lastPosition())
                .append("checksum", part.checksum());
    }

    private static Optional<ImportedPart> partOf(String field, @Nullable Document found) {
        return Optional.ofNullable(found)
                .map(document -> document.get(field, Document.class))
                .map(part -> new ImportedPart(
                        part.getString("sourceEpoch"),
                        part.getLong("firstPosition"),
                        part.getLong("lastPosition"),
                        part.getString("checksum")));
    }
}
