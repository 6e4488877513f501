package io.paylog.localstores.standin;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;

/**
 * The file. A write is answered only after a commit that holds the whole of it; a commit never holds a part of a
 * command. So what was acknowledged survives {@code kill -9}, and what was not is there wholly or not at all. Nothing is
 * forced to the disk's platters: a power failure may take the last seconds.
 */
final class DurableStore implements AutoCloseable {

    private static final String DOCUMENTS = "documents/";
    private static final String INDEX = "index/";
    private static final int CACHE_MEGABYTES = 64;
    private static final int PAGE_BYTES = 8 * 1024;

    private final MVStore store;
    private final GroupCommit commits;
    private final AtomicInteger undurableWrites = new AtomicInteger();

    /** Shared by writes, exclusive for a commit. */
    private final ReadWriteLock changes = new ReentrantReadWriteLock();

    /** Shared by reads and writes, exclusive for creating and dropping what they stand on. */
    private final ReadWriteLock structure = new ReentrantReadWriteLock();

    private DurableStore(MVStore store) {
        this.store = store;
        this.commits = new GroupCommit(store, changes.writeLock());
    }

    static DurableStore open(Path file) {
        return open(new MVStore.Builder().fileName(file.toString()));
    }

    /** One that only pretends: its commits go nowhere. */
    static DurableStore inMemory() {
        return open(new MVStore.Builder());
    }

    private static DurableStore open(MVStore.Builder builder) {
        MVStore store = builder.cacheSize(CACHE_MEGABYTES)
                .pageSplitSize(PAGE_BYTES)
                .autoCommitDisabled()
                // else a large write is committed half done
                .autoCommitBufferSize(0)
                .open();
        // space is used again at once: the versions that recovery may fall back to are kept by their number
        store.setRetentionTime(0);
        return new DurableStore(store);
    }

    static boolean isLocked(MVStoreException failure) {
        return failure.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
    }

    <T> T read(Supplier<T> query, boolean onlyDurable) {
        T answer = with(structure.readLock(), () -> onOneVersion(query));
        // no write in flight: all that this read has seen is durable
        if (onlyDurable && undurableWrites.get() > 0) {
            commits.join();
        }
        return answer;
    }

    <T> T write(Supplier<T> command) {
        return durably(() -> with(structure.readLock(), () -> with(changes.readLock(), () -> onOneVersion(command))));
    }

    <T> T restructure(Supplier<T> command) {
        return durably(() -> with(structure.writeLock(), () -> with(changes.readLock(), command)));
    }

    /** A failed command may have changed something too: a later read must not find it gone. */
    private <T> T durably(Supplier<T> command) {
        undurableWrites.incrementAndGet();
        try {
            return command.get();
        } finally {
            try {
                commits.join();
            } finally {
                undurableWrites.decrementAndGet();
            }
        }
    }

    /** Keeps the pages of the version that is being read from being written over. */
    private <T> T onOneVersion(Supplier<T> work) {
        MVStore.TxCounter version = store.registerVersionUsage();
        try {
            return work.get();
        } finally {
            store.deregisterVersionUsage(version);
        }
    }

    private static <T> T with(Lock lock, Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    MVMap<byte[], byte[]> documents(String collection) {
        return bytes(DOCUMENTS + collection);
    }

    IndexEntries entries(String collection, String index) {
        MVMap<String, String> arraysSeen = store.openMap("arrays-seen");
        return new IndexEntries(bytes(indexPrefix(collection) + index), arraysSeen);
    }

    private MVMap<byte[], byte[]> bytes(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<byte[], byte[]>()
                        .keyType(ByteArrayDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    void removeEntries(String collection, String index) {
        store.removeMap(bytes(indexPrefix(collection) + index));
    }

    void removeCollection(String collection) {
        store.removeMap(documents(collection));
        removeAll(indexPrefix(collection));
    }

    void removeDatabase(String database) {
        removeAll(DOCUMENTS + database + ".");
        removeAll(INDEX + database + ".");
    }

    private void removeAll(String prefix) {
        names(prefix).forEach(name -> store.removeMap(bytes(name)));
    }

    void renameCollection(String from, String to) {
        store.renameMap(documents(from), DOCUMENTS + to);
        names(indexPrefix(from))
                .forEach(name -> store.renameMap(
                        bytes(name),
                        indexPrefix(to) + name.substring(indexPrefix(from).length())));
    }

    private List<String> names(String prefix) {
        return store.getMapNames().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static String indexPrefix(String collection) {
        return INDEX + collection + "/";
    }

    Set<String> databases() {
        return store.getMapNames().stream()
                .filter(name -> name.startsWith(DOCUMENTS))
                .map(name -> name.substring(DOCUMENTS.length(), name.indexOf('.')))
                .collect(Collectors.toSet());
    }

    long fileSize() {
        return store.isPersistent() ? store.getFileStore().size() : 0;
    }

    @Override
    public void close() {
        store.close();
    }
}
