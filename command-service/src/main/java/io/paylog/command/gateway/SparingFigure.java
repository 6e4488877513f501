package io.paylog.command.gateway;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A figure that is determined anew only after some time, however often and by how many it is asked for. */
final class SparingFigure implements Supplier<Number> {

    private static final Logger LOG = LoggerFactory.getLogger(SparingFigure.class);

    private final DoubleSupplier source;
    private final long intervalNanos;
    private long determinedAt;
    private boolean determined;
    private double value;

    SparingFigure(DoubleSupplier source, Duration interval) {
        this.source = source;
        this.intervalNanos = interval.toNanos();
    }

    /** Not a number as long as it cannot be determined. */
    @Override
    public synchronized Number get() {
        if (!determined || System.nanoTime() - determinedAt >= intervalNanos) {
            value = determine();
            determined = true;
            determinedAt = System.nanoTime();
        }
        return value;
    }

    private double determine() {
        try {
            return source.getAsDouble();
        } catch (RuntimeException e) {
            LOG.debug("A figure cannot be determined", e);
            return Double.NaN;
        }
    }
}
