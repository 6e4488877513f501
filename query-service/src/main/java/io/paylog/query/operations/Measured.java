package io.paylog.query.operations;

import io.paylog.query.projecting.ProjectionRuntime;
import io.paylog.query.projecting.ProjectionStatus;
import org.jspecify.annotations.Nullable;

/** What the meters of a projection show: measured once for all of them, and anew for the next scrape. */
final class Measured {

    /** Longer than a scrape takes, shorter than the time between two. */
    private static final long HOLDS_NANOS = 500_000_000;

    private final ProjectionRuntime<?, ?> projection;
    private final ProjectionLags lags;
    private @Nullable Figures latest;

    private record Figures(ProjectionStatus status, ProjectionLag lag, long atNanos) {}

    Measured(ProjectionRuntime<?, ?> projection, ProjectionLags lags) {
        this.projection = projection;
        this.lags = lags;
    }

    private synchronized Figures figures() {
        Figures known = latest;
        if (known == null || System.nanoTime() - known.atNanos() > HOLDS_NANOS) {
            ProjectionStatus status = projection.status();
            known = new Figures(status, lags.behind(status.position()), System.nanoTime());
            latest = known;
        }
        return known;
    }

    Number position() {
        return figures().status().position();
    }

    Number events() {
        return known(figures().lag().events());
    }

    Number age() {
        return known(figures().lag().seconds());
    }

    private static Number known(@Nullable Number number) {
        return number == null ? Double.NaN : number;
    }

    Number replaying() {
        return figures().status().replaying() ? 1 : 0;
    }

    Number stopped() {
        Figures now = figures();
        boolean goesOn = now.status().state() == ProjectionStatus.State.RUNNING
                && !now.lag().viewIsAhead();
        return goesOn ? 0 : 1;
    }
}
