package io.paylog.command.bus;

import io.paylog.api.payments.Billing;
import io.paylog.api.payments.PaymentEvent;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** Writes whose event it is into the event's metadata, so that the log can be searched without knowing payloads. */
class AttributeEvents implements MessageDispatchInterceptor<EventMessage<?>> {

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> events) {
        return (index, event) ->
                event.getPayload() instanceof PaymentEvent payment ? attribute(event, payment.billing()) : event;
    }

    private static EventMessage<?> attribute(EventMessage<?> event, Billing billing) {
        return event.andMetaData(Map.of(
                "organizationId", billing.organizationId().value(),
                "userId", billing.userId().value()));
    }
}
