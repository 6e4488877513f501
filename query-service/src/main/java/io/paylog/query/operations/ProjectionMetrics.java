package io.paylog.query.operations;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paylog.query.projecting.ProjectionRuntime;
import io.paylog.query.projecting.ProjectionStatus;
import java.util.List;
import java.util.function.ToDoubleFunction;

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
        gauge(
                registry,
                projection,
                "paylog.projection.position",
                "Events in the view",
                p -> p.status().position());
        gauge(registry, projection, "paylog.projection.lag.events", "Events not in the view", p -> lag(p).events());
        gauge(
                registry,
                projection,
                "paylog.projection.lag.seconds",
                "Age of the oldest event not in the view",
                p -> lag(p).seconds());
        gauge(
                registry,
                projection,
                "paylog.projection.replaying",
                "1 while history is worked through",
                p -> p.status().replaying() ? 1 : 0);
        gauge(
                registry,
                projection,
                "paylog.projection.stopped",
                "1 while the projection does not go on",
                p -> p.status().state() == ProjectionStatus.State.RUNNING ? 0 : 1);
        FunctionCounter.builder("paylog.projection.failures", projection, ProjectionRuntime::failures)
                .description("Batches that failed")
                .tag("projection", projection.name())
                .register(registry);
    }

    private ProjectionLag lag(ProjectionRuntime<?, ?> projection) {
        return lags.behind(projection.status().position());
    }

    private static void gauge(
            MeterRegistry registry,
            ProjectionRuntime<?, ?> projection,
            String name,
            String description,
            ToDoubleFunction<ProjectionRuntime<?, ?>> value) {
        Gauge.builder(name, projection, value)
                .description(description)
                .tag("projection", projection.name())
                .register(registry);
    }
}
