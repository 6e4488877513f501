package io.paylog.query.projecting;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Folds batches of events into the documents of a view: one read and one bulk write for each batch. Every document
 * remembers the position that last changed it, so an event that comes again changes nothing, and a write lands only on
 * the document that was read.
 */
final class ViewWriter<D extends ViewDocument, E> {

    /** Another writer is there only while a segment changes hands; it does not win time after time. */
    static final int MAX_ATTEMPTS = 5;

    private final Projection<D, E> projection;
    private final MongoCollection<D> collection;

    ViewWriter(Projection<D, E> projection, MongoCollection<D> collection) {
        this.projection = projection;
        this.collection = collection;
    }

    /**
     * @param batch in the order of the log
     * @return every document that the batch concerns, as it is in the view now
     * @throws EventRefusedException if an event cannot follow on its document; nothing of the batch has been written then
     * @throws ViewConflictException if other writers kept changing the same documents
     */
    Collection<D> write(List<RecordedEvent<E>> batch) {
        Map<String, List<RecordedEvent<E>>> byDocument = batch.stream()
                .collect(Collectors.groupingBy(
                        recorded -> projection.documentId(recorded.event()), LinkedHashMap::new, Collectors.toList()));
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            if (attempt > 1) {
                // A majority read trails the writes by a round trip, those of this writer's lost attempts too.
                Backoff.pause(attempt - 1);
            }
            Map<String, D> stored = read(byDocument.keySet());
            Map<String, D> folded = fold(stored, byDocument);
            if (landed(changes(stored, folded))) {
                return folded.values();
            }
        }
        throw new ViewConflictException(collection.getNamespace().getCollectionName(), MAX_ATTEMPTS);
    }

    private Map<String, D> read(Collection<String> ids) {
        Map<String, D> stored = new HashMap<>();
        for (D document : collection.find(Filters.in("_id", ids))) {
            stored.put(document.id(), document);
        }
        return stored;
    }

    private Map<String, D> fold(Map<String, D> stored, Map<String, List<RecordedEvent<E>>> byDocument) {
        Map<String, D> folded = new LinkedHashMap<>();
        byDocument.forEach((id, events) -> folded.put(id, fold(stored.get(id), events)));
        return folded;
    }

    private D fold(@Nullable D stored, List<RecordedEvent<E>> events) {
        D document = stored;
        for (RecordedEvent<E> event : events) {
            if (document == null || event.position() > document.position()) {
                document = applied(document, event);
            }
        }
        if (document == null) {
            throw new IllegalArgumentException("a document without events");
        }
        return document;
    }

    private D applied(@Nullable D document, RecordedEvent<E> event) {
        try {
            return projection.apply(document, event);
        } catch (RuntimeException failure) {
            throw new EventRefusedException(event.position(), failure);
        }
    }

    private List<WriteModel<D>> changes(Map<String, D> stored, Map<String, D> folded) {
        List<WriteModel<D>> changes = new ArrayList<>();
        folded.forEach((id, document) -> {
            D before = stored.get(id);
            if (before == null) {
                changes.add(new InsertOneModel<>(document));
            } else if (before.position() < document.position()) {
                changes.add(new ReplaceOneModel<>(
                        Filters.and(Filters.eq("_id", id), Filters.eq("position", before.position())), document));
            }
        });
        return changes;
    }

    /** @return whether all changes landed; if not, another writer was faster on some and the rest has landed */
    private boolean landed(List<WriteModel<D>> changes) {
        if (changes.isEmpty()) {
            return true;
        }
        try {
            BulkWriteResult result = collection.bulkWrite(changes, new BulkWriteOptions().ordered(false));
            return result.getMatchedCount() + result.getInsertedCount() == changes.size();
        } catch (MongoBulkWriteException failure) {
            if (onlyDuplicates(failure)) {
                return false;
            }
            throw failure;
        }
    }

    private static boolean onlyDuplicates(MongoBulkWriteException failure) {
        return failure.getWriteConcernError() == null
                && failure.getWriteErrors().stream()
                        .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
    }
}
