package io.paylog.command.gateway;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Knows whether the last event could be listed. The processor itself does not tell: it tries the same event again and
 * again, and counts as well in between.
 */
@Component
class ListingAlarm implements MessageHandlerInterceptor<EventMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger(ListingAlarm.class);

    private volatile boolean raised;

    boolean isRaised() {
        return raised;
    }

    @Override
    public Object handle(UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            Object result = chain.proceed();
            clear();
            return result;
        } catch (Exception failure) {
            raise(failure);
            throw failure;
        }
    }

    private void raise(Exception failure) {
        if (!raised) {
            raised = true;
            LOG.error("ALARM: new payments do not reach the gateway, trying again: {}", failure.getMessage());
        }
    }

    private void clear() {
        if (raised) {
            raised = false;
            LOG.info("New payments reach the gateway again");
        }
    }
}
