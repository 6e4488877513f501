package io.paylog.query.projecting;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;

/**
 * How large the batches of one projection are, and how long their events take to become documents. A batch that fails is
 * tried again, and its events are counted once.
 */
final class BatchMeters {

    static final String BATCHES = "paylog.projection.batches";
    static final String EVENTS = "paylog.projection.batch.events";

    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    private final MeterRegistry meters;
    private final Timer written;
    private final Timer failed;
    private final DistributionSummary events;

    BatchMeters(String projection, MeterRegistry meters) {
        this.meters = meters;
        written = batches(projection, "written");
        failed = batches(projection, "failed");
        events = DistributionSummary.builder(EVENTS)
                .description("Events of one batch that became documents")
                .tag("projection", projection)
                .serviceLevelObjectives(SIZES)
                .register(meters);
    }

    private Timer batches(String projection, String outcome) {
        return Timer.builder(BATCHES)
                .description("Batches of events that became documents, in MongoDB and in the caches")
                .tag("projection", projection)
                .tag("outcome", outcome)
                .register(meters);
    }

    void observe(Collection<?> batch, Runnable flush) {
        Timer.Sample sample = Timer.start(meters);
        Timer outcome = failed;
        try {
            flush.run();
            outcome = written;
            events.record(batch.size());
        } finally {
            sample.stop(outcome);
        }
    }
}
