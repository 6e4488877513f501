package io.paylog.command.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.paylog.command.CommandServiceProperties;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** Shows how many calls wait for the gateway, and for how long. Every process shows the same list. */
final class WorkListMetrics implements MeterBinder {

    private final GatewayWorkList workList;
    private final Duration unresolvedAfter;
    private final Duration interval;

    WorkListMetrics(GatewayWorkList workList, CommandServiceProperties.Gateway settings) {
        this.workList = workList;
        this.unresolvedAfter = settings.unresolvedAfter();
        this.interval = settings.metricsInterval();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge("paylog.gateway.work", GatewayWorkList::open)
                .description("Calls to the gateway that wait for an answer")
                .register(meters);
        gauge("paylog.gateway.work.parked", GatewayWorkList::parked)
                .description("Answers of the gateway that contradict the payment")
                .register(meters);
        bindKind(GatewayWorkDocuments.CHARGE, meters);
        bindKind(GatewayWorkDocuments.REFUND, meters);
    }

    private void bindKind(String kind, MeterRegistry meters) {
        gauge("paylog.gateway.work.unresolved", list -> list.openLongerThan(unresolvedAfter, kind))
                .description("Calls to the gateway that have been waiting for an answer for too long")
                .tag("kind", kind)
                .register(meters);
        gauge("paylog.gateway.work.oldest", list -> list.oldest(kind).toMillis() / 1000.0)
                .description("How long the oldest call to the gateway has been waiting for an answer")
                .baseUnit("seconds")
                .tag("kind", kind)
                .register(meters);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<GatewayWorkList> figure) {
        return Gauge.builder(name, new SparingFigure(() -> figure.applyAsDouble(workList), interval))
                .strongReference(true);
    }
}
