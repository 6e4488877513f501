package io.paylog.query.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paylog.query.projecting.ProjectionRuntime;
import java.util.List;
import java.util.function.Supplier;

/** The lag figures and failures of each projection as meters; not a number while the stores do not answer. */
final class ProjectionMetrics implements MeterBinder {

    private final List<ProjectionRuntime<?, ?>> projections;
    private final ProjectionLags lags;

    ProjectionMetrics(List<ProjectionRuntime<?, ?>> projections, ProjectionLags lags) {
        this.projections = List.copyOf(projections);
        this.lags = lags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        projections.forEach(projection -> bind(registry, projection));
    }

    private void bind(MeterRegistry registry, ProjectionRuntime<?, ?> projection) {
        Measured measured = new Measured(projection, lags);
        String name = projection.name();
        gauge(registry, name, "paylog.projection.position", "Events in the view", measured::position);
        gauge(registry, name, "paylog.projection.lag.events", "Events not in the view", measured::events);
        gauge(
                registry,
                name,
                "paylog.projection.lag.seconds",
                "Age of the oldest event not in the view",
                measured::age);
        gauge(registry, name, "paylog.projection.replaying", "1 while history is worked through", measured::replaying);
        gauge(registry, name, "paylog.projection.stopped", "1 while the projection does not go on", measured::stopped);
        FunctionCounter.builder("paylog.projection.failures", projection, ProjectionRuntime::failures)
                .description("How often a batch, the log or the storing of progress has failed")
                .tag("projection", name)
                .register(registry);
    }

    private static void gauge(
            MeterRegistry registry, String projection, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tag("projection", projection)
                .register(registry);
    }
}
