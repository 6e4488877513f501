package io.paylog.query.dispatching;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.paylog.api.queries.Query;
import java.util.function.Supplier;

/** How long queries take, and what becomes of them. */
final class QueryMeters {

    static final String QUERIES = "paylog.queries";

    private static final String NONE = "none";

    private final MeterRegistry meters;
    private final MeterProvider<Timer> queries;

    QueryMeters(MeterRegistry meters) {
        this.meters = meters;
        queries = Timer.builder(QUERIES)
                .description("Queries, with the time that they wait for a view that is new enough")
                .withRegistry(meters);
    }

    <R> R observe(Query query, Supplier<R> asking) {
        Timer.Sample sample = Timer.start(meters);
        String exception = NONE;
        try {
            return asking.get();
        } catch (RuntimeException failure) {
            exception = failure.getClass().getSimpleName();
            throw failure;
        } finally {
            sample.stop(queries.withTags(
                    "query",
                    query.getClass().getSimpleName(),
                    "outcome",
                    exception.equals(NONE) ? "answered" : "failed",
                    "exception",
                    exception));
        }
    }
}
