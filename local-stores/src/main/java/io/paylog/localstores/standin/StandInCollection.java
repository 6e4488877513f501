package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentComparator;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the order of their identifiers. Changes exclude one another; queries run beside them on the version of
 * the store that they found.
 */
final class StandInCollection extends AbstractSynchronizedMongoCollection<Position> {

    /** What MongoDB puts into a first batch where the client says nothing. */
    private static final int FIRST_BATCH = 101;

    private final MVMap<byte[], byte[]> documents;
    private final LongAdder examined;
    private volatile Planner planner;

    StandInCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<byte[], byte[]> documents,
            CursorRegistry cursors,
            LongAdder examined) {
        super(database, name, options, cursors);
        this.documents = documents;
        this.examined = examined;
        this.planner = newPlanner();
    }

    MVMap<byte[], byte[]> documents() {
        return documents;
    }

    @Override
    public synchronized void addIndex(Index<Position> index) {
        try {
            super.addIndex(index);
        } catch (RuntimeException e) {
            // what a failed build has left would be taken for a finished index
            if (index instanceof OrderedIndex built && !built.holdsDocuments()) {
                built.entries().clear();
            }
            throw e;
        }
        planner = newPlanner();
    }

    @Override
    public synchronized void dropIndex(String name) {
        super.dropIndex(name);
        planner = newPlanner();
    }

    private Planner newPlanner() {
        List<OrderedIndex> ordered = getIndexes().stream()
                .filter(OrderedIndex.class::isInstance)
                .map(OrderedIndex.class::cast)
                .toList();
        return new Planner(new PrimaryKeyIndex("everything", List.of(), documents), ordered);
    }

    /** A find command reads on through a cursor; what the server asks itself is read as it goes, whole. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a long query must not hold up the writers
    public QueryResult handleQuery(QueryParameters parameters) {
        Document selector = parameters.getQuerySelector();
        if (!selector.containsKey("$query")) {
            return super.handleQuery(parameters);
        }
        Results results = results(
                (Document) selector.get("$query"),
                (Document) selector.get("$orderby"),
                parameters.getNumberToSkip(),
                parameters.getLimit(),
                parameters.getProjection());
        int batchSize = parameters.getBatchSize();
        List<Document> first = results.take(batchSize > 0 ? batchSize : FIRST_BATCH);
        if (!results.hasMore()) {
            return new QueryResult(first);
        }
        BatchCursor cursor = new BatchCursor(cursorRegistry.generateCursorId(), results);
        cursorRegistry.add(cursor);
        return new QueryResult(first, cursor);
    }

    @Override
    protected QueryResult queryDocuments(
            Document query,
            @Nullable Document orderBy,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        return new QueryResult(() -> {
            Stream<Document> all =
                    stream(scan(query, orderBy, skip + limit).documents()).skip(skip);
            return (limit > 0 ? all.limit(limit) : all)
                    .map(document -> project(document, projection))
                    .iterator();
        });
    }

    private Results results(
            Document query, @Nullable Document orderBy, int skip, int limit, @Nullable Document projection) {
        Found found = scan(query, orderBy, limit > 0 ? skip + limit : 0);
        for (int i = 0; i < skip && found.documents().hasNext(); i++) {
            found.documents().next();
        }
        return new Results(found.scan(), found.documents(), limit, document -> project(document, projection));
    }

    private record Found(DocumentScan scan, Iterator<Document> documents) {}

    private Found scan(Document query, @Nullable Document orderBy, int most) {
        AccessPath path = planner.plan(query, Order.of(orderBy));
        DocumentScan scan = new DocumentScan(path, documents, found -> documentMatchesQuery(found, query), examined);
        DocumentComparator order = deriveComparator(orderBy);
        return new Found(scan, order == null || path.sorted() ? scan : DocumentScan.ordered(scan, order, most));
    }

    private Document project(Document document, @Nullable Document projection) {
        return projection == null || projection.isEmpty()
                ? document
                : matchDocumentsFromStream(Stream.of(document), new Document(), null, 0, 0, 0, projection)
                        .iterator()
                        .next();
    }

    @Override
    protected QueryResult matchDocuments(
            Document query, Document orderBy, int skip, int limit, int batchSize, Document projection) {
        return queryDocuments(query, orderBy, skip, limit, batchSize, projection);
    }

    @Override
    protected Position addDocumentInternal(Document document) {
        String idField = getIdField();
        byte[] key = KeyBytes.of(idField != null ? Utils.getSubdocumentValue(document, idField) : UUID.randomUUID());
        if (documents.putIfAbsent(key, StoredBson.encode(document)) != null) {
            throw new IllegalStateException("A document with this key is already in " + this);
        }
        return new Position(key);
    }

    @Override
    protected void handleUpdate(Position position, Document before, Document after) {
        documents.put(position.bytes(), StoredBson.encode(after));
    }

    @Override
    protected void removeDocument(Position position) {
        documents.remove(position.bytes());
    }

    @Override
    protected @Nullable Document getDocument(Position position) {
        byte[] bson = documents.get(position.bytes());
        return bson == null ? null : StoredBson.decode(bson);
    }

    @Override
    protected Stream<DocumentWithPosition<Position>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(entry ->
                        new DocumentWithPosition<>(StoredBson.decode(entry.getValue()), new Position(entry.getKey())));
    }

    @Override
    public int count() {
        return Math.toIntExact(documents.sizeAsLong());
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Counted when somebody asks, so that writes need not keep it. */
    @Override
    protected int getDataSize() {
        long bytes = documents.values().stream().mapToLong(bson -> bson.length).sum();
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int sizeDelta) {
        throw new UnsupportedOperationException("The data size is counted when it is asked for");
    }

    private static Stream<Document> stream(Iterator<Document> documents) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(documents, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }
}
