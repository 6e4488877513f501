package io.paylog.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** Whether stores can be reached, as this process sees it. */
final class StoreMeters {

    static final String UP = "paylog.store.up";
    static final String STORE = "store";
    static final String MONGODB = "mongodb";
    static final String REDIS = "redis";

    private StoreMeters() {}

    /** @param up what is known without asking the store */
    static void show(String store, BooleanSupplier up, MeterRegistry meters) {
        Gauge.builder(UP, () -> up.getAsBoolean() ? 1 : 0)
                .description("1 while the store can be reached, as this process sees it")
                .tag(STORE, store)
                .register(meters);
    }
}
