package io.paylog.localstores;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A MongoDB and a Redis on this machine.
 *
 * <p>MongoDB is the first of these that works: the server of {@code MONGODB_URI}; a {@code mongod} (from the variable
 * {@code MONGOD}, else the {@code PATH}) started as a replica set; Docker, where the options allow it; an in-JVM
 * stand-in. Redis: the server of {@code REDIS_URI}; a {@code redis-server} from the {@code PATH}; the executable that
 * embedded-redis carries; none. A URI that is set but does not answer is an error, never a reason to try the next.
 *
 * <p>The data directory holds {@code in-use.lock} (which process has it), {@code mongo/} ({@code stand-in.mv.db}, or
 * {@code ports} and one folder for each member of a replica set) and {@code redis/} (log and pid; a Redis started here
 * keeps no data). Children die with this JVM where Linux' {@code setpriv} is there, even on {@code kill -9}; elsewhere
 * the next start on the same directory finds and stops them.
 */
public final class LocalStores implements AutoCloseable {

    private final DataDirectory directory;
    private final RunningMongo mongo;
    private final RunningRedis redis;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalStores(DataDirectory directory, RunningMongo mongo, RunningRedis redis) {
        this.directory = directory;
        this.mongo = mongo;
        this.redis = redis;
    }

    /**
     * Starts or finds the stores.
     *
     * @throws LocalStoresException if a configured URI does not answer or is not to be used, a port or the data directory is taken, a
     *     real server that was found does not start, a fresh start would delete what is not the stores' own, or the
     *     JVM is told to end meanwhile: what was started until then is stopped
     */
    public static LocalStores start(LocalStoresOptions options) {
        return start(options, Environment.ofProcess(), true);
    }

    static LocalStores start(LocalStoresOptions options, Environment environment, boolean withRedis) {
        return new InterruptibleStart(() -> open(options, environment, withRedis)).run();
    }

    private static LocalStores open(LocalStoresOptions options, Environment environment, boolean withRedis) {
        if (options.inMemory()) {
            MemoryOnly.requireNoServer(environment);
        }
        DataDirectory directory = directory(options, environment);
        RunningMongo mongo = null;
        try {
            mongo = new MongoLocator(environment).locate(options, directory);
            RunningRedis redis = withRedis
                    ? new RedisLocator(environment).locate(options, directory)
                    : RunningRedis.none("It was switched off.");
            return new LocalStores(directory, mongo, redis);
        } catch (RuntimeException e) {
            if (mongo != null) {
                mongo.close();
            }
            directory.close();
            throw e;
        }
    }

    private static DataDirectory directory(LocalStoresOptions options, Environment environment) {
        if (!options.fresh()) {
            return DataDirectory.open(options.dataDirectory());
        }
        FreshStart.requireOwnStores(environment);
        return DataDirectory.openFresh(options.dataDirectory());
    }

    /** The connection string without a database name, for example {@code mongodb://127.0.0.1:27017/?replicaSet=rs0}. */
    public String mongoUri() {
        return mongo.uri();
    }

    /** For example {@code redis://127.0.0.1:6379}; empty: no Redis could be had, caches are off. */
    public Optional<String> redisUri() {
        return redis.uri();
    }

    public MongoKind mongoKind() {
        return mongo.kind();
    }

    public RedisKind redisKind() {
        return redis.kind();
    }

    /** Whether MongoDB is a real server with majority semantics. */
    public boolean replicaSet() {
        return members() > 0;
    }

    /** Members of the replica set; 0 if there is none. */
    public int members() {
        return mongo.members();
    }

    /** The members of the replica set, if it was started here; else none: they are nobody's here to be killed. */
    public List<ReplicaSetMember> ownMembers() {
        return mongo.ownMembers();
    }

    /** Lines for a person: what was found, loud where something is missing, and why. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>(mongo.describe());
        lines.addAll(redis.describe());
        return List.copyOf(lines);
    }

    /** Stops what was started here, and only that. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (directory;
                    mongo;
                    redis) {
                // closed in reverse order, each even if another fails
            }
        }
    }
}
