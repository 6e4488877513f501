package io.paylog.eventstore;

/**
 * How much to take in one go; the commit that reaches a bound is still taken whole.
 *
 * @param events at least 1
 * @param characters of payload and metadata, at least 1
 */
public record ReadBounds(int events, long characters) {

    public ReadBounds {
        EventLogSettings.requireWithin("events", events, 1, Integer.MAX_VALUE);
        EventLogSettings.requireWithin("characters", characters, 1, Long.MAX_VALUE);
    }

    static ReadBounds ofEvents(int events) {
        return new ReadBounds(events, Long.MAX_VALUE);
    }

    ReadBounds withMoreEvents(int more) {
        return new ReadBounds((int) Math.min(Integer.MAX_VALUE, (long) events + more), characters);
    }

    boolean reachedBy(int eventsTaken, long charactersTaken) {
        return eventsTaken >= events || charactersTaken >= characters;
    }
}
