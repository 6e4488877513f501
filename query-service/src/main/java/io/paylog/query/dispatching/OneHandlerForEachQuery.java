package io.paylog.query.dispatching;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.springframework.context.SmartLifecycle;

/** Keeps the service from starting unless each query has exactly one handler. */
final class OneHandlerForEachQuery implements SmartLifecycle {

    private final CountingQueryBus bus;
    private final Class<?> queries;
    private volatile boolean running;

    /** @param queries a sealed interface whose records are the queries */
    OneHandlerForEachQuery(CountingQueryBus bus, Class<?> queries) {
        this.bus = bus;
        this.queries = queries;
    }

    /** @throws IllegalStateException naming each query that has no handler, or more than one */
    @Override
    public void start() {
        List<String> wrong = records(queries)
                .filter(query -> bus.handlersOf(query) != 1)
                .map(query -> query.getSimpleName() + " has " + bus.handlersOf(query))
                .toList();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(
                    "each query must have exactly one handler, but " + String.join(", ", wrong));
        }
        running = true;
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(OneHandlerForEachQuery::records)
                : Stream.of(type);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After Axon has registered the handlers, before the web server, which comes 1024 after that. */
    @Override
    public int getPhase() {
        return SpringAxonConfiguration.LIFECYCLE_PHASE + 512;
    }
}
