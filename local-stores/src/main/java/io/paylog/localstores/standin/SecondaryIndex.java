package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Constants;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** An index that allows equal keys: the identifier at the end tells them apart. */
final class SecondaryIndex extends Index<Position> implements OrderedIndex {

    private final IndexEntries entries;
    private final List<String> fields;

    SecondaryIndex(String name, List<IndexKey> keys, boolean sparse, IndexEntries entries) {
        super(name, keys, sparse);
        this.entries = entries;
        this.fields = new ArrayList<>(keys());
        fields.add(Constants.ID_FIELD);
    }

    @Override
    public @Nullable Position getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Position> collection) {
        getKeyValues(document).forEach(KeyBytes::of);
    }

    @Override
    public void add(Document document, Position position, MongoCollection<Position> collection) {
        if (isSparse() && !IndexEntries.hasAny(document, getKeys())) {
            return;
        }
        entries.noteArrays(document, keys());
        for (KeyValue key : getKeyValues(document)) {
            entries.map().put(entry(key, position), position.bytes());
        }
    }

    @Override
    public Position remove(Document document) {
        Position position = new Position(KeyBytes.of(document.get(Constants.ID_FIELD)));
        for (KeyValue key : getKeyValues(document)) {
            entries.map().remove(entry(key, position));
        }
        return position;
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Position> collection) {
        checkAdd(after, collection);
    }

    @Override
    public void updateInPlace(
            Document before, Document after, Position position, MongoCollection<Position> collection) {
        if (!nullAwareEqualsKeys(before, after)) {
            remove(before);
            add(after, position, collection);
        }
    }

    private static byte[] entry(KeyValue key, Position position) {
        byte[] start = KeyBytes.of(key);
        return ByteBuffer.allocate(start.length + position.bytes().length)
                .put(start)
                .put(position.bytes())
                .array();
    }

    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Position> getPositions(Document query) {
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
    public void drop() {
        // the database removes the entries
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
        return fields;
    }

    @Override
    public int uniqueAfter() {
        return Integer.MAX_VALUE;
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
