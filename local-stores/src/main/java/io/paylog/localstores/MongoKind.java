package io.paylog.localstores;

/** Where the MongoDB came from. */
public enum MongoKind {
    /** The server that {@code MONGODB_URI} names. */
    URI,
    /** A {@code mongod} of this machine, started as a replica set. */
    MONGOD,
    /** A replica set of one in Docker. */
    CONTAINER,
    /** The in-JVM stand-in: no replication, no transactions. */
    STAND_IN
}
