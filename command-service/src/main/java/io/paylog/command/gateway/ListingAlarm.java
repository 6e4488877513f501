package io.paylog.command.gateway;

import io.paylog.web.LogContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
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

    /** Well beyond the longest pause between two tries. Without a try for so long, another process lists the events. */
    private static final Duration REMEMBERED = Duration.ofMinutes(2);

    private final InstantSource clock;
    private volatile @Nullable Instant failedAt;

    ListingAlarm(InstantSource clock) {
        this.clock = clock;
    }

    boolean isRaised() {
        Instant last = failedAt;
        return last != null && clock.instant().isBefore(last.plus(REMEMBERED));
    }

    @Override
    public Object handle(UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try (LogContext _ = LogContext.of(unitOfWork.getMessage().getMetaData())) {
            return list(chain);
        }
    }

    private Object list(InterceptorChain chain) throws Exception {
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
        if (!isRaised()) {
            LOG.error("ALARM: new payments do not reach the gateway, trying again: {}", failure.getMessage());
        }
        failedAt = clock.instant();
    }

    private void clear() {
        if (isRaised()) {
            LOG.info("New payments reach the gateway again");
        }
        failedAt = null;
    }
}
