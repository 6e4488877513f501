package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.h2.mvstore.MVStoreException;

/**
 * A server in this JVM that speaks MongoDB's protocol, for development and tests.
 *
 * <p>It acknowledges a write only once it is in the file. Its indexes, {@code _id} and declared ones, unique or not,
 * are walked in key order, so that equality on leading fields, a range on the next one and an order along the key read
 * only what they return. It has no replication, sessions, transactions, change streams, pipeline updates, partial
 * indexes or expiry; concerns are accepted, and a majority read answers what is in the file. A {@code $match} that opens
 * an aggregation reads the whole collection.
 */
public final class StandIn implements AutoCloseable {

    /** A write holds its thread until its commit: so many can share one. */
    private static final int WORKERS = 32;

    private final StandInBackend backend;
    private final MongoServer server;

    private StandIn(StandInBackend backend, MongoServer server) {
        this.backend = backend;
        this.server = server;
    }

    /**
     * @param folder where the file lies, or is made
     * @param port on the loopback interface; 0: a free one
     * @throws IllegalStateException if the file is in use or cannot be read
     */
    public static StandIn start(Path folder, int port) {
        return start(open(folder.resolve("stand-in.mv.db")), port);
    }

    /**
     * One without a file: what was acknowledged is lost with the process.
     *
     * @param port on the loopback interface; 0: a free one
     */
    public static StandIn startInMemory(int port) {
        return start(DurableStore.inMemory(), port);
    }

    private static StandIn start(DurableStore store, int port) {
        try {
            StandInBackend backend = new StandInBackend(store);
            MongoServer server = new MongoServer(backend);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1, WORKERS);
            return new StandIn(backend, server);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static DurableStore open(Path file) {
        try {
            return DurableStore.open(file);
        } catch (MVStoreException e) {
            String why = DurableStore.isLocked(e) ? " is already in use by another process" : " cannot be opened";
            throw new IllegalStateException(file + why + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.getLocalAddress().getPort();
    }

    /** How many documents were read since the start: what an index is for is to keep this small. */
    public long documentsExamined() {
        return backend.documentsExamined();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
