package io.paylog.query.payments.listing;

import com.mongodb.client.MongoCollection;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentView;
import io.paylog.query.consistency.ViewGate;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentViews;
import io.paylog.query.projecting.ProjectionRuntime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page behind the values that the one before ended with, so each page costs the same and a payment that comes
 * meanwhile moves no other.
 */
final class ListPaymentsHandler {

    private final ProjectionRuntime<PaymentDocument, PaymentEvent> payments;
    private final ViewGate<PaymentDocument> gate;
    private final ListingSettings settings;
    private final Clock clock;

    ListPaymentsHandler(
            ProjectionRuntime<PaymentDocument, PaymentEvent> payments,
            ViewGate<PaymentDocument> gate,
            ListingSettings settings,
            Clock clock) {
        this.payments = payments;
        this.gate = gate;
        this.settings = settings;
        this.clock = clock;
    }

    @QueryHandler
    ListPayments.Page handle(ListPayments query) {
        // Fails at once if there is no view to wait for.
        MongoCollection<PaymentDocument> view = payments.collection();
        Cursor after = query.page().cursor() == null
                ? null
                : Cursor.decode(query, query.page().cursor());
        gate.await(query.freshness());
        if (after != null) {
            // The walk may have begun on another node, or in documents that these are to replace.
            gate.await(after.begun().position());
        }
        // Before the documents are read: what is in the view by then is in the page.
        long position = payments.position().current();
        Beginning begun = after == null ? new Beginning(position, clock.instant()) : after.begun();
        ListReads reads = new ListReads(query, begun.time());
        SequencedMap<SortKey, PaymentDocument> found =
                walk(view, query, reads, begun).next(last(after), query.page().limit() + 1);
        Long total = query.page().includeTotal() ? reads.all().count(view, settings.maxTime()) : null;
        return new ListPayments.Page(shown(query, found), next(query, found, begun), total, position);
    }

    private Walk walk(MongoCollection<PaymentDocument> view, ListPayments query, ListReads reads, Beginning begun) {
        return StatusWalk.serves(query)
                ? new StatusWalk(view, query, reads, begun.position(), settings)
                : new PlainWalk(view, reads, query.sort(), settings.maxTime());
    }

    private static @Nullable SortKey last(@Nullable Cursor after) {
        return after == null ? null : after.last();
    }

    private static List<PaymentView> shown(ListPayments query, SequencedMap<SortKey, PaymentDocument> found) {
        return found.values().stream()
                .limit(query.page().limit())
                // Deleted since the walk began.
                .filter(document -> document.status() != PaymentStatus.DELETED)
                .map(PaymentViews::of)
                .toList();
    }

    private static @Nullable String next(
            ListPayments query, SequencedMap<SortKey, PaymentDocument> found, Beginning begun) {
        int limit = query.page().limit();
        return found.size() > limit
                ? new Cursor(new ArrayList<>(found.keySet()).get(limit - 1), begun).encode(query)
                : null;
    }
}
