package io.paylog.command.bus;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.springframework.stereotype.Component;

/**
 * Gives every event the correlation of the command that led to it. Its cause is the event that led to that command, if
 * one did: commands are not kept, so naming them would cut the chain.
 */
@Component
class CorrelateMessages implements CorrelationDataProvider {

    @Override
    public Map<String, ?> correlationDataFor(Message<?> message) {
        Map<String, Object> data = new HashMap<>();
        data.put(
                MessageContext.CORRELATION_ID,
                message.getMetaData().getOrDefault(MessageContext.CORRELATION_ID, message.getIdentifier()));
        data.put(
                MessageContext.CAUSATION_ID,
                message.getMetaData().getOrDefault(MessageContext.CAUSATION_ID, message.getIdentifier()));
        Object traceParent = message.getMetaData().get(MessageContext.TRACE_PARENT);
        if (traceParent != null) {
            data.put(MessageContext.TRACE_PARENT, traceParent);
        }
        return data;
    }
}
