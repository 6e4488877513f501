package io.paylog.query.dispatching;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.queryhandling.QueryMessage;
import org.axonframework.queryhandling.SimpleQueryBus;

/** A local query bus that knows how many handlers each query has. */
final class CountingQueryBus extends SimpleQueryBus {

    private final Map<String, Integer> handlers = new ConcurrentHashMap<>();

    CountingQueryBus() {
        super(SimpleQueryBus.builder());
    }

    @Override
    public <R> Registration subscribe(
            String queryName, Type responseType, MessageHandler<? super QueryMessage<?, R>> handler) {
        handlers.merge(queryName, 1, Integer::sum);
        Registration registration = super.subscribe(queryName, responseType, handler);
        return () -> {
            handlers.merge(queryName, -1, Integer::sum);
            return registration.cancel();
        };
    }

    int handlersOf(Class<?> query) {
        return handlers.getOrDefault(query.getName(), 0);
    }
}
