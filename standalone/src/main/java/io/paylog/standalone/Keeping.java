package io.paylog.standalone;

import io.paylog.eventstore.LogPlace;
import io.paylog.eventstore.VolatileLog;
import io.paylog.localstores.LocalStoresOptions;
import java.nio.file.Path;

/**
 * What is kept, and where.
 *
 * @param farewell for a person who is about to stop the system: what then becomes of the data
 */
record Keeping(LocalStoresOptions stores, LogPlace log, String farewell) {

    /** An event takes up its share of views, indexes, caches and gateway work, too. */
    private static final long HEAP_BYTES_FOR_EACH_EVENT = 8 * 1024;

    static Keeping onDisk(Path data, boolean fresh) {
        return new Keeping(
                LocalStoresOptions.persistentIn(data).withFresh(fresh),
                LogPlace.onServers(),
                "Ctrl-C stops everything. The data stay; ./run --fresh starts empty.");
    }

    /** The log takes as many events as the heap has room for. */
    static Keeping inMemory() {
        long events = Runtime.getRuntime().maxMemory() / HEAP_BYTES_FOR_EACH_EVENT;
        return new Keeping(
                LocalStoresOptions.inMemoryOnly(),
                VolatileLog.ofAtMost(events),
                "NOTHING IS KEPT: log and views are in memory, for at most " + events
                        + " events. Ctrl-C stops everything, and everything is gone then.");
    }
}
