package io.paylog.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * The content of a log in the memory of this JVM, for tests and for trying out: it ends with the process. Any number of
 * {@link EventLog}s can be opened on it, each as if in a process of its own; closing them leaves it as it is.
 *
 * <p>It is bounded by events, so that what appends meet at the end is a clear refusal. Each event takes its texts and some 500
 * bytes; what else fills the heap is not looked at, and a heap that ends before the bound fails the process.
 */
public final class VolatileLog implements LogPlace {

    private final String epoch = UUID.randomUUID().toString();
    private final VolatileCommits commits;
    private final VolatileSnapshots snapshots = new VolatileSnapshots();
    private final VolatileHeartbeats heartbeats = new VolatileHeartbeats();
    private final WakeUp wakeUp = new OfAll();

    private VolatileLog(long maxEvents) {
        commits = new VolatileCommits(maxEvents);
    }

    /**
     * An empty one.
     *
     * @param maxEvents appends beyond them end in an {@link EventLogRefusedException}; 1 or more
     */
    public static VolatileLog ofAtMost(long maxEvents) {
        EventLogSettings.requireWithin("maxEvents", maxEvents, 1, Long.MAX_VALUE);
        return new VolatileLog(maxEvents);
    }

    /** Of all logs on this content; without Redis. It needs not be closed: it ends with the content. */
    @Override
    public WakeUp wakeUp(String redisUri, MeterRegistry meters) {
        return wakeUp;
    }

    /** @param settings what they say of servers does not count */
    @Override
    public EventLog open(EventLogSettings settings, WakeUp toldBy, MeterRegistry meters) {
        return EventLog.open(new VolatileLogStore(this), settings, toldBy, meters);
    }

    String epoch() {
        return epoch;
    }

    VolatileCommits commits() {
        return commits;
    }

    VolatileSnapshots snapshots() {
        return snapshots;
    }

    VolatileHeartbeats heartbeats() {
        return heartbeats;
    }

    /** Nobody else can append, so no announcement can be lost. */
    private static final class OfAll implements WakeUp {

        private final LocalWakeUp listeners = new LocalWakeUp();

        @Override
        public void announce(long position) {
            listeners.announce(position);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Registration listen(LongConsumer listener) {
            return listeners.listen(listener);
        }

        /** Of many users, of whom each ends listening for itself. */
        @Override
        public void close() {}
    }
}
