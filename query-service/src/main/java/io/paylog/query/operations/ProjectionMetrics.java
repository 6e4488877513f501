package io.paylog.query.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paylog.query.projecting.ProjectionRuntime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The lag figures and failures of each projection as meters; not a number while the stores do not answer. */
final class ProjectionMetrics implements MeterBinder, AutoCloseable {

    private static final String PREFIX = "paylog.projection.";

    private final List<ProjectionRuntime<?, ?>> projections;
    private final ProjectionLags lags;
    private final ExecutorService measuring = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("projection-metrics").factory());

    ProjectionMetrics(List<ProjectionRuntime<?, ?>> projections, ProjectionLags lags) {
        this.projections = List.copyOf(projections);
        this.lags = lags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        projections.forEach(projection -> bind(registry, projection));
    }

    private void bind(MeterRegistry registry, ProjectionRuntime<?, ?> projection) {
        Measured measured = new Measured(Measured.of(projection, lags), measuring, System::nanoTime);
        Gauges gauges = new Gauges(registry, projection.name());
        gauges.show("position", "Events in the view", measured::position);
        gauges.show("lag.events", "Events not in the view", measured::events);
        gauges.show("lag.seconds", "Age of the oldest event not in the view", measured::age);
        gauges.show("replaying", "1 while history is worked through", measured::replaying);
        gauges.show("stopped", "1 while the projection does not go on", measured::stopped);
        gauges.show("nodes", "Nodes that share the projection, as this one sees it", projection::nodes);
        gauges.show("segments", "Parts of the projection that this node works on", projection::segmentsHere);
        FunctionCounter.builder(PREFIX + "failures", projection, ProjectionRuntime::failures)
                .description("How often a batch, the log or the storing of progress has failed")
                .tag(Gauges.PROJECTION, projection.name())
                .register(registry);
    }

    private record Gauges(MeterRegistry registry, String projection) {

        private static final String PROJECTION = "projection";

        void show(String name, String description, Supplier<Number> value) {
            Gauge.builder(PREFIX + name, value)
                    .description(description)
                    .tag(PROJECTION, projection)
                    .register(registry);
        }
    }

    @Override
    public void close() {
        measuring.shutdownNow();
    }
}
