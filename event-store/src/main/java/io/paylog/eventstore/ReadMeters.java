package io.paylog.eventstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts where those who follow the log got its commits from. */
final class ReadMeters {

    static final String READS = "paylog.event.log.reads";
    static final String SOURCE = "source";
    static final String MEMORY = "memory";
    static final String STORE = "store";

    private final Counter fromMemory;
    private final Counter fromStore;

    ReadMeters(MeterRegistry meters) {
        fromMemory = counter(MEMORY, meters);
        fromStore = counter(STORE, meters);
    }

    private static Counter counter(String source, MeterRegistry meters) {
        return Counter.builder(READS)
                .description("Reads of followers of the log: from memory that they share, or each from the store")
                .tag(SOURCE, source)
                .register(meters);
    }

    void servedFromMemory() {
        fromMemory.increment();
    }

    void readFromStore() {
        fromStore.increment();
    }
}
