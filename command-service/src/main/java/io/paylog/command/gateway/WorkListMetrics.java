package io.paylog.command.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paylog.command.gateway.WorkListFigures.OfKind;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how many calls wait for the gateway, and for how long. Every process shows the same list. The list is read by a
 * thread of its own: whoever asks for metrics never waits for a store that is away, and is told that nothing is known.
 */
final class WorkListMetrics implements MeterBinder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkListMetrics.class);

    private final Supplier<WorkListFigures> list;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("gateway-work-metrics").daemon().factory());
    private volatile WorkListFigures figures = WorkListFigures.UNKNOWN;

    /**
     * @param list reads the list; the first thing that fails ends the reading
     * @param interval pause between two readings
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it never ends, and fails in no way that is not shown
    WorkListMetrics(Supplier<WorkListFigures> list, Duration interval) {
        this.list = list;
        reader.scheduleWithFixedDelay(this::read, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void read() {
        try {
            figures = list.get();
        } catch (RuntimeException e) {
            LOG.debug("The work list of the gateway cannot be read", e);
            figures = WorkListFigures.UNKNOWN;
        }
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge("paylog.gateway.work", WorkListFigures::open)
                .description("Calls to the gateway that wait for an answer")
                .register(meters);
        gauge("paylog.gateway.work.parked", WorkListFigures::parked)
                .description("Answers of the gateway that contradict the payment")
                .register(meters);
        bindKind(GatewayWorkDocuments.CHARGE, WorkListFigures::charges, meters);
        bindKind(GatewayWorkDocuments.REFUND, WorkListFigures::refunds, meters);
    }

    private void bindKind(String kind, Function<WorkListFigures, OfKind> ofKind, MeterRegistry meters) {
        gauge("paylog.gateway.work.unresolved", all -> ofKind.apply(all).unresolved())
                .description("Calls to the gateway that have been waiting for an answer for too long")
                .tag("kind", kind)
                .register(meters);
        gauge("paylog.gateway.work.oldest", all -> ofKind.apply(all).oldestSeconds())
                .description("How long the oldest call to the gateway has been waiting for an answer")
                .baseUnit("seconds")
                .tag("kind", kind)
                .register(meters);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<WorkListFigures> figure) {
        return Gauge.builder(name, this, metrics -> figure.applyAsDouble(metrics.figures));
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
