package io.paylog.eventstore;

/**
 * How much to take in one go; the commit that reaches a bound is still taken whole.
 *
 * @param events at least 1
 * @param bytes characters of payload and metadata
 */
record ReadBounds(int events, long bytes) {

    static ReadBounds ofEvents(int events) {
        return new ReadBounds(events, Long.MAX_VALUE);
    }

    boolean reachedBy(int eventsTaken, long bytesTaken) {
        return eventsTaken >= events || bytesTaken >= bytes;
    }
}
