package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Constants;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id}: the documents themselves, which lie in the order of their identifiers. */
final class PrimaryKeyIndex extends Index<Position> implements OrderedIndex {

    private final MVMap<byte[], byte[]> documents;

    PrimaryKeyIndex(String name, List<IndexKey> keys, MVMap<byte[], byte[]> documents) {
        super(name, keys, false);
        this.documents = documents;
    }

    @Override
    public @Nullable Position getPosition(Document document) {
        byte[] key = KeyBytes.of(document.get(Constants.ID_FIELD));
        return documents.containsKey(key) ? new Position(key) : null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Position> collection) {
        if (getPosition(document) != null) {
            throw new DuplicateKey(this, document, collection);
        }
    }

    @Override
    public void add(Document document, Position position, MongoCollection<Position> collection) {
        // the document is the entry
    }

    @Override
    public @Nullable Position remove(Document document) {
        return getPosition(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Position> collection) {
        // identifiers never change
    }

    @Override
    public void updateInPlace(
            Document before, Document after, Position position, MongoCollection<Position> collection) {
        // identifiers never change
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Position> getPositions(Document query) {
        throw new UnsupportedOperationException("The planner reads the documents directly");
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public long getCount() {
        return documents.sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        // goes with the documents
    }

    @Override
    public MVMap<byte[], byte[]> entries() {
        return documents;
    }

    @Override
    public boolean holdsDocuments() {
        return true;
    }

    @Override
    public List<String> fields() {
        return List.of(Constants.ID_FIELD);
    }

    @Override
    public int uniqueAfter() {
        return 1;
    }

    @Override
    public boolean partial() {
        return false;
    }

    @Override
    public boolean multikey() {
        return false;
    }
}
