package io.paylog.query.dispatching;

import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.queries.Query;
import java.util.concurrent.CompletionException;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Asks queries over the query bus. */
@Component
public final class Queries {

    private final QueryGateway gateway;
    private final QueryMeters meters;

    Queries(QueryGateway gateway, MeterRegistry meters) {
        this.gateway = gateway;
        this.meters = new QueryMeters(meters);
    }

    /** Throws what the handler throws. */
    public <R> R ask(Query query, Class<R> answerType) {
        return meters.observe(query, () -> dispatch(query, answerType));
    }

    private <R> R dispatch(Query query, Class<R> answerType) {
        try {
            return gateway.query(query, answerType).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        }
    }
}
