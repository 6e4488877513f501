package io.paylog.command.gateway;

import io.paylog.api.money.Money;
import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import io.paylog.api.payments.PaymentEvent.PaymentRetried;
import io.paylog.api.payments.PaymentEvent.RefundRequested;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.payments.UnknownEventException;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns events into calls that the gateway must get. Never replayed: old payments are not to be charged again. */
@Component
@ProcessingGroup(ListGatewayWork.PROCESSOR)
@DisallowReplay
class ListGatewayWork {

    static final String PROCESSOR = "gateway-work";

    private final GatewayWorkList workList;
    private final GatewayWorkers workers;

    ListGatewayWork(GatewayWorkList workList, GatewayWorkers workers) {
        this.workList = workList;
        this.workers = workers;
    }

    @EventHandler
    void on(PaymentCreated event, EventMessage<?> message) {
        add(
                new GatewayWork.ChargeWork(event.paymentId(), event.attempt(), event.money(), event.paymentMethod()),
                message);
    }

    @EventHandler
    void on(PaymentRetried event, EventMessage<?> message) {
        add(
                new GatewayWork.ChargeWork(event.paymentId(), event.attempt(), event.money(), event.paymentMethod()),
                message);
    }

    @EventHandler
    void on(RefundRequested event, EventMessage<?> message) {
        Money part = new Money(event.refundAmount(), event.money().currency());
        add(new GatewayWork.RefundWork(event.paymentId(), event.refundId(), part, event.chargeReference()), message);
    }

    /** A newer node wrote what may be a charge: to go on would be to forget it. */
    @EventHandler
    void on(UnknownSerializedType event) {
        throw new UnknownEventException(event.serializedType());
    }

    private void add(GatewayWork work, EventMessage<?> cause) {
        workList.add(work, contextOf(cause), cause.getTimestamp());
        workers.signal();
    }

    private static MessageContext contextOf(EventMessage<?> cause) {
        String correlationId = text(cause, MessageContext.CORRELATION_ID);
        return new MessageContext(
                correlationId == null ? cause.getIdentifier() : correlationId,
                cause.getIdentifier(),
                text(cause, MessageContext.TRACE_PARENT));
    }

    private static @Nullable String text(EventMessage<?> message, String key) {
        return (String) message.getMetaData().get(key);
    }
}
