package io.paylog.query.payments.gettingbyid;

import com.mongodb.client.model.Filters;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.queries.FindPayment;
import io.paylog.api.queries.PaymentView;
import io.paylog.query.caching.Held;
import io.paylog.query.consistency.ViewGate;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.projecting.ProjectionRuntime;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers from the cache if what it holds is new enough, else from MongoDB. */
@Component
final class FindPaymentHandler {

    private final ProjectionRuntime<PaymentDocument, PaymentEvent> payments;
    private final ViewGate<PaymentDocument> gate;
    private final PaymentCache cache;

    FindPaymentHandler(
            ProjectionRuntime<PaymentDocument, PaymentEvent> payments,
            ViewGate<PaymentDocument> gate,
            PaymentCache cache) {
        this.payments = payments;
        this.gate = gate;
        this.cache = cache;
    }

    @QueryHandler
    FindPayment.Answer handle(FindPayment query) {
        String id = query.paymentId().value();
        // Fails at once, before anything cached is served or waited for, if there is no view to be had.
        payments.collection();
        gate.awaitHistory();
        FindPayment.Answer answer = find(query);
        if (answer.position() >= query.freshness().minPosition()) {
            return answer;
        }
        gate.await(
                query.freshness(),
                id,
                () -> stored(id).map(PaymentDocument::position).orElse(0L));
        return find(query);
    }

    /**
     * What is cached was current up to its bound and may have changed since, so it answers only a caller who needs nothing
     * newer than that, however new the view itself is.
     */
    private FindPayment.Answer find(FindPayment query) {
        String id = query.paymentId().value();
        Held<PaymentView> held = cache.get(id, query.freshness().minPosition(), () -> load(id));
        return new FindPayment.Answer(held.value(), held.upTo());
    }

    private Optional<PaymentDocument> stored(String id) {
        return Optional.ofNullable(
                payments.collection().find(Filters.eq("_id", id)).first());
    }

    private Held<PaymentView> load(String id) {
        // Before the document is read: what is in the view by then is in the document.
        long viewPosition = payments.position().current();
        return stored(id)
                .map(document -> PaymentCache.held(document, viewPosition))
                .orElseGet(() -> new Held<>(null, 0, viewPosition));
    }
}
