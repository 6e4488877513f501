package io.paylog.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/** Shows how far this process knows the log, and whether it could look. */
final class LogMeters {

    static final String HEAD = "paylog.event.log.head";
    static final String TAIL_AGE = "paylog.event.log.tail.age";

    private LogMeters() {}

    static void show(LogStore store, KnownHead head, TailWatch watch, MeterRegistry meters) {
        StoreMeters.show(store.name(), store::isWritable, meters);
        Gauge.builder(HEAD, head, KnownHead::position)
                .description("Position of the last event that this process knows of")
                .register(meters);
        TimeGauge.builder(TAIL_AGE, watch, TimeUnit.SECONDS, TailWatch::ageSeconds)
                .description("Time since the log was last looked at for those who follow it; NaN: nobody does")
                .register(meters);
    }
}
