package io.paylog.query.dispatching;

import io.paylog.api.queries.Query;
import java.util.concurrent.CompletionException;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;

/** Asks queries over the query bus. */
@Component
public final class Queries {

    private final QueryGateway gateway;

    Queries(QueryGateway gateway) {
        this.gateway = gateway;
    }

    /** Throws what the handler throws. */
    public <R> R ask(Query query, Class<R> answerType) {
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
