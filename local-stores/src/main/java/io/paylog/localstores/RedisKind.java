package io.paylog.localstores;

/** Where the Redis came from. */
public enum RedisKind {
    /** The server that {@code REDIS_URI} names. */
    URI,
    /** A {@code redis-server} of this machine. */
    REDIS_SERVER,
    /** The executable that the embedded-redis library carries. */
    EMBEDDED,
    /** None: caches are off. */
    NONE
}
