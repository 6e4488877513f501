package io.paylog.query.payments.gettingbyid;

import io.paylog.api.queries.PaymentView;
import io.paylog.query.caching.Held;
import io.paylog.query.caching.LayeredCache;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentViews;
import io.paylog.query.projecting.ProjectionEntry;
import io.paylog.query.projecting.ViewListener;
import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Payments in the cache, kept up to date by the projection and filled by readers. */
public final class PaymentCache implements ViewListener<PaymentDocument> {

    private final LayeredCache<PaymentView> cache;

    PaymentCache(LayeredCache<PaymentView> cache) {
        this.cache = cache;
    }

    @Override
    public void started(ProjectionEntry entry, long position) {
        cache.open(entry.documents(), position);
    }

    @Override
    public void claimed(long position) {
        cache.distrustBefore(position);
    }

    @Override
    public void written(Collection<PaymentDocument> documents, long upTo) {
        cache.store(
                documents.stream().collect(Collectors.toMap(PaymentDocument::id, document -> held(document, upTo))));
    }

    /** @param upTo position up to which the document has every event that concerns it */
    static Held<PaymentView> held(PaymentDocument document, long upTo) {
        // Another node may have brought the document further than the batch it is told with.
        return new Held<>(PaymentViews.of(document), document.position(), Math.max(upTo, document.position()));
    }

    /** As {@link LayeredCache#get}. */
    Held<PaymentView> get(String id, long minPosition, Supplier<Held<PaymentView>> load) {
        return cache.get(id, minPosition, load);
    }
}
