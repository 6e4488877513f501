package io.paylog.query.operations;

import io.paylog.query.projecting.ProjectionRuntime;
import io.paylog.query.projecting.ProjectionStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the meters of a projection show: measured once for all of them, and anew for the next scrape. A scrape does not
 * wait for stores that are away, or Prometheus would take the service for down; it is told that nothing is known.
 */
final class Measured {

    private static final Logger LOG = LoggerFactory.getLogger(Measured.class);

    /** Longer than a scrape takes, shorter than the time between two. */
    private static final long HOLDS_NANOS = 500_000_000;

    /** Stores that are there answer well within it. */
    private static final long WAIT_MILLIS = 1_000;

    private final Supplier<Figures> measuring;
    private final Executor executor;
    private final LongSupplier clock;
    private @Nullable CompletableFuture<Figures> underWay;
    private @Nullable Latest latest;

    record Figures(ProjectionStatus status, ProjectionLag lag) {}

    /** @param figures absent: the stores did not answer */
    private record Latest(@Nullable Figures figures, long atNanos) {}

    /**
     * @param executor that measurements are made on, one after the other
     * @param clock in nanoseconds of arbitrary origin; never goes back
     */
    Measured(Supplier<Figures> measuring, Executor executor, LongSupplier clock) {
        this.measuring = measuring;
        this.executor = executor;
        this.clock = clock;
    }

    static Supplier<Figures> of(ProjectionRuntime<?, ?> projection, ProjectionLags lags) {
        return () -> {
            ProjectionStatus status = projection.status();
            return new Figures(status, lags.behind(status.position()));
        };
    }

    private synchronized double known(Function<Figures, @Nullable Number> figure) {
        Latest measured = latest;
        if (measured == null || clock.getAsLong() - measured.atNanos() > HOLDS_NANOS) {
            measured = new Latest(measure(), clock.getAsLong());
            latest = measured;
        }
        Number known = measured.figures() == null ? null : figure.apply(measured.figures());
        return known == null ? Double.NaN : known.doubleValue();
    }

    private @Nullable Figures measure() {
        CompletableFuture<Figures> measurement =
                underWay == null ? CompletableFuture.supplyAsync(measuring, executor) : underWay;
        underWay = measurement;
        try {
            Figures figures = measurement.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            underWay = null;
            return figures;
        } catch (TimeoutException storesAreAway) {
            return null;
        } catch (ExecutionException failure) {
            LOG.debug("A projection could not be measured", failure);
            underWay = null;
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    double position() {
        return known(figures -> figures.status().position());
    }

    double events() {
        return known(figures -> figures.lag().events());
    }

    double age() {
        return known(figures -> figures.lag().seconds());
    }

    double replaying() {
        return known(figures -> figures.status().replaying() ? 1 : 0);
    }

    /** Whether the view belongs to the log is known only of a log that answers. */
    double stopped() {
        return known(figures -> figures.status().state() == ProjectionStatus.State.RUNNING
                        && !figures.lag().viewIsAhead()
                ? 0
                : 1);
    }
}
