package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import java.util.Map.Entry;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** A unique index whose entries lie in key order. */
final class UniqueIndex extends AbstractUniqueIndex<Position> implements OrderedIndex {

    private final IndexEntries entries;

    UniqueIndex(String name, List<IndexKey> keys, boolean sparse, IndexEntries entries) {
        super(name, keys, sparse);
        this.entries = entries;
    }

    @Override
    protected @Nullable Position getPosition(KeyValue key) {
        return Position.orNull(entries.map().get(KeyBytes.of(key)));
    }

    @Override
    protected boolean putKeyPosition(KeyValue key, Position position) {
        return entries.map().putIfAbsent(KeyBytes.of(key), position.bytes()) == null;
    }

    @Override
    protected @Nullable Position removeDocument(KeyValue key) {
        return Position.orNull(entries.map().remove(KeyBytes.of(key)));
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Position> collection) {
        try {
            super.checkAdd(document, collection);
        } catch (DuplicateKeyError e) {
            throw new DuplicateKey(this, document, collection);
        }
    }

    @Override
    public synchronized void checkUpdate(Document before, Document after, MongoCollection<Position> collection) {
        try {
            super.checkUpdate(before, after, collection);
        } catch (DuplicateKeyError e) {
            throw new DuplicateKey(this, after, collection);
        }
    }

    @Override
    public synchronized void add(Document document, Position position, MongoCollection<Position> collection) {
        entries.noteArrays(document, keys());
        super.add(document, position, collection);
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    protected Iterable<Entry<KeyValue, Position>> getIterable() {
        throw new UnsupportedOperationException("The planner reads the entries directly");
    }

    @Override
    public long getCount() {
        return entries.map().sizeAsLong();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public MVMap<byte[], byte[]> entries() {
        return entries.map();
    }

    @Override
    public boolean holdsDocuments() {
        return false;
    }

    @Override
    public List<String> fields() {
        return keys();
    }

    @Override
    public int uniqueAfter() {
        return keys().size();
    }

    @Override
    public boolean partial() {
        return isSparse();
    }

    @Override
    public boolean multikey() {
        return entries.multikey();
    }
}
