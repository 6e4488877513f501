package io.paylog.query.operations;

import io.paylog.query.projecting.ProjectionRuntime;
import io.paylog.query.projecting.ProjectionStatus;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down when a projection is refused: its view must not be served. One that fails is reported, and its view served. */
final class ProjectionsHealth extends AbstractHealthIndicator {

    private final List<ProjectionRuntime<?, ?>> projections;

    ProjectionsHealth(List<ProjectionRuntime<?, ?>> projections) {
        this.projections = List.copyOf(projections);
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        projections.stream().map(ProjectionRuntime::status).forEach(status -> {
            builder.withDetail(status.name(), status.state());
            if (status.state() == ProjectionStatus.State.REFUSED) {
                builder.down();
            }
        });
    }
}
