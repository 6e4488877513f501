package io.paylog.localstores;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted.
 *
 * @param dataDirectory where the data live; {@code null}: in a temporary directory that is deleted on close
 * @param members how many members a replica set that is started here gets: 1 or 3
 * @param mongoPort the (first) port of a MongoDB that is started here; 0: a free one
 * @param redisPort the port of a Redis that is started here; 0: a free one
 * @param containers whether Docker may be used
 * @param inMemory whether MongoDB is the stand-in, without a file: nothing outlives the process; refused if
 *     {@code MONGODB_URI} or {@code REDIS_URI} is set, and only without a data directory
 * @param fresh whether the data directory is emptied first; refused while a process has it, if it holds anything that
 *     stores did not write, and if {@code MONGODB_URI} names a server that is not ours
 */
public record LocalStoresOptions(
        @Nullable Path dataDirectory,
        int members,
        int mongoPort,
        int redisPort,
        boolean containers,
        boolean inMemory,
        boolean fresh) {

    public LocalStoresOptions {
        if (members != 1 && members != 3) {
            throw new IllegalArgumentException("A replica set here has 1 or 3 members, not " + members);
        }
        if (inMemory && dataDirectory != null) {
            throw new IllegalArgumentException("What is in memory only has no data directory");
        }
        requirePort(mongoPort);
        requirePort(redisPort);
    }

    /** Stores for tests: any free ports, containers allowed, nothing left behind. */
    public static LocalStoresOptions temporary() {
        return new LocalStoresOptions(null, 1, 0, 0, true, false, false);
    }

    /** Stores whose data outlive the process: one member, any free ports, no containers. */
    public static LocalStoresOptions persistentIn(Path dataDirectory) {
        return new LocalStoresOptions(dataDirectory, 1, 0, 0, false, false, false);
    }

    /** Stores that keep nothing: any free ports, no containers. */
    public static LocalStoresOptions inMemoryOnly() {
        return new LocalStoresOptions(null, 1, 0, 0, false, true, false);
    }

    public LocalStoresOptions withMembers(int wanted) {
        return new LocalStoresOptions(dataDirectory, wanted, mongoPort, redisPort, containers, inMemory, fresh);
    }

    public LocalStoresOptions withPorts(int mongo, int redis) {
        return new LocalStoresOptions(dataDirectory, members, mongo, redis, containers, inMemory, fresh);
    }

    public LocalStoresOptions withFresh(boolean wanted) {
        return new LocalStoresOptions(dataDirectory, members, mongoPort, redisPort, containers, inMemory, wanted);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
    }
}
