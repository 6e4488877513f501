package io.paylog.query.projecting;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Starts all projections before the web server and stops them after it. */
public final class ProjectionLifecycle implements SmartLifecycle {

    private final List<ProjectionRuntime<?, ?>> projections;
    private volatile boolean running;

    public ProjectionLifecycle(List<ProjectionRuntime<?, ?>> projections) {
        this.projections = List.copyOf(projections);
    }

    @Override
    public void start() {
        projections.forEach(ProjectionRuntime::start);
        running = true;
    }

    @Override
    public void stop() {
        projections.forEach(ProjectionRuntime::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below the phases of the web server, which are near the default. */
    @Override
    public int getPhase() {
        return 0;
    }
}
