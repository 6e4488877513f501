package io.paylog.query.payments.gettingbyid;

import io.paylog.api.queries.FindPayment;
import io.paylog.api.queries.PaymentView;
import io.paylog.query.caching.CachedValue;
import io.paylog.query.caching.PositionedCache;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentViews;
import io.paylog.query.projecting.ProjectionEntry;
import io.paylog.query.projecting.ViewListener;
import java.util.Collection;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Payments as JSON in the cache, kept up to date by the projection and filled by readers. */
public final class PaymentCache implements ViewListener<PaymentDocument> {

    private final PositionedCache cache;
    private final JsonMapper json;

    public PaymentCache(PositionedCache cache, JsonMapper json) {
        this.cache = cache;
        this.json = json;
    }

    @Override
    public void started(ProjectionEntry entry, long position) {
        cache.open(entry.documents(), position);
    }

    @Override
    public void written(Collection<PaymentDocument> documents, long upTo) {
        cache.store(documents.stream().map(document -> value(document, upTo)).toList());
    }

    /** @param upTo position up to which the document has every event that concerns it */
    void fill(PaymentDocument document, long upTo) {
        cache.offer(value(document, upTo));
    }

    private CachedValue value(PaymentDocument document, long upTo) {
        // Another node may have brought the document further than the batch it is told with.
        return new CachedValue(
                document.id(),
                json.writeValueAsString(PaymentViews.of(document)),
                document.position(),
                Math.max(upTo, document.position()));
    }

    Optional<FindPayment.Answer> find(String id) {
        try {
            return cache.find(id)
                    .map(held -> new FindPayment.Answer(json.readValue(held.value(), PaymentView.class), held.upTo()));
        } catch (JacksonException otherForm) {
            // Another version of this service wrote it.
            return Optional.empty();
        }
    }
}
