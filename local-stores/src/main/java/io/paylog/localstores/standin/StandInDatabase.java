package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A database whose collections and indexes lie in the durable store, each in a map of its own. */
final class StandInDatabase extends AbstractSynchronizedMongoDatabase<Position> {

    private static final String SYSTEM = "system.";

    private final DurableStore store;
    private final LongAdder examined;

    StandInDatabase(String name, DurableStore store, CursorRegistry cursors, LongAdder examined) {
        super(name, cursors);
        this.store = store;
        this.examined = examined;
        initializeNamespacesAndIndexes();
    }

    @Override
    public Document handleCommand(
            Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        String collection = String.valueOf(query.get(command));
        WriteCommand write = new WriteCommand(query, () -> writable(collection), oplog);
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "insert" -> write.insert();
            case "update" ->
                write.hasArrayFilters()
                        ? super.handleCommand(channel, command, query, databases, oplog)
                        : write.update();
            case "delete" -> write.delete();
            default -> super.handleCommand(channel, command, query, databases, oplog);
        };
    }

    private MongoCollection<Position> writable(String collection) {
        if (collection.startsWith(SYSTEM)) {
            throw new MongoServerError(
                    ErrorCode.InvalidNamespace,
                    "cannot write to the system collection " + getFullCollectionNamespace(collection));
        }
        return resolveOrCreateCollection(collection);
    }

    @Override
    protected MongoCollection<Position> openOrCreateCollection(String name, CollectionOptions options) {
        return new StandInCollection(this, name, options, store.documents(full(name)), cursorRegistry, examined);
    }

    @Override
    protected synchronized void addIndex(Document description) {
        if (description.containsKey("partialFilterExpression")) {
            throw new MongoServerError(ErrorCode.BadValue, "The stand-in for MongoDB has no partial indexes");
        }
        super.addIndex(description);
    }

    @Override
    protected Index<Position> openOrCreateUniqueIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return keys.size() == 1 && keys.getFirst().getKey().equals("_id")
                ? new PrimaryKeyIndex(name, keys, store.documents(full(collection)))
                : new UniqueIndex(name, keys, sparse, store.entries(full(collection), name));
    }

    @Override
    protected Index<Position> openOrCreateSecondaryIndex(
            String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(name, keys, sparse, store.entries(full(collection), name));
    }

    @Override
    protected void dropIndex(MongoCollection<Position> collection, String name) {
        super.dropIndex(collection, name);
        store.removeEntries(collection.getFullName(), name);
    }

    @Override
    public void dropCollection(String name, Oplog oplog) {
        super.dropCollection(name, oplog);
        if (!name.startsWith(SYSTEM)) {
            store.removeCollection(full(name));
        }
    }

    @Override
    public void drop(Oplog oplog) {
        super.drop(oplog);
        // the lists of collections and indexes are read until the last collection is gone
        store.removeDatabase(getDatabaseName());
    }

    @Override
    public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
        String oldName = collection.getFullName();
        super.moveCollection(from, collection, newName);
        store.renameCollection(oldName, full(newName));
    }

    @Override
    public @Nullable MongoCollection<Position> resolveCollection(String name, boolean throwIfNotFound) {
        return super.resolveCollection(name, throwIfNotFound);
    }

    private String full(String collection) {
        return getFullCollectionNamespace(collection);
    }

    @Override
    protected long getFileSize() {
        return store.fileSize();
    }

    @Override
    protected long getStorageSize() {
        return store.fileSize();
    }
}
