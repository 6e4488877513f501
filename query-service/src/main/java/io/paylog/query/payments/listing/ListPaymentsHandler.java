package io.paylog.query.payments.listing;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Sorts;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.consistency.ViewGate;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentViews;
import io.paylog.query.projecting.ProjectionRuntime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a page behind the values that the one before ended with, so each page costs the same and a payment that comes
 * meanwhile moves no other. The fields that lists are sorted by never change.
 */
@Component
final class ListPaymentsHandler {

    private final ProjectionRuntime<PaymentDocument, PaymentEvent> payments;
    private final ViewGate<PaymentDocument> gate;

    ListPaymentsHandler(ProjectionRuntime<PaymentDocument, PaymentEvent> payments, ViewGate<PaymentDocument> gate) {
        this.payments = payments;
        this.gate = gate;
    }

    @QueryHandler
    ListPayments.Page handle(ListPayments query) {
        Cursor after = query.cursor() == null ? null : Cursor.decode(query, query.cursor());
        // Fails at once if there is no view to wait for.
        payments.collection();
        gate.await(query.freshness());
        // Before the documents are read: what is in the view by then is in the page.
        long position = payments.position().current();
        List<PaymentDocument> found = payments.collection()
                .find(filter(query, after))
                .sort(order(query.sort()))
                .limit(query.limit() + 1)
                .into(new ArrayList<>());
        return page(query, found, position);
    }

    private static ListPayments.Page page(ListPayments query, List<PaymentDocument> found, long position) {
        boolean more = found.size() > query.limit();
        List<PaymentDocument> shown = more ? found.subList(0, query.limit()) : found;
        String next = more ? after(shown.getLast(), query.sort()).encode(query) : null;
        return new ListPayments.Page(shown.stream().map(PaymentViews::of).toList(), next, position);
    }

    private static Cursor after(PaymentDocument last, PaymentSort sort) {
        long value = switch (sort) {
            case AMOUNT_ASC, AMOUNT_DESC -> last.amount();
            case CREATED_AT_ASC, CREATED_AT_DESC -> last.createdAt().toEpochMilli();
        };
        return new Cursor(value, last.id());
    }

    private static Bson filter(ListPayments query, @Nullable Cursor after) {
        List<Bson> conditions = new ArrayList<>();
        conditions.add(eq("organizationId", query.organizationId().value()));
        PaymentStatus status = query.status();
        conditions.add(status == null ? ne("status", PaymentStatus.DELETED.name()) : eq("status", status.name()));
        if (after != null) {
            conditions.add(behind(after, query.sort()));
        }
        return and(conditions);
    }

    private static Bson behind(Cursor after, PaymentSort sort) {
        String field = sort.field();
        Object value = switch (sort) {
            case AMOUNT_ASC, AMOUNT_DESC -> after.value();
            case CREATED_AT_ASC, CREATED_AT_DESC -> Instant.ofEpochMilli(after.value());
        };
        // The first condition gives the index its bound, and leaves equality for the identifiers to decide.
        return sort.ascending()
                ? and(gte(field, value), or(gt(field, value), gt("_id", after.id())))
                : and(lte(field, value), or(lt(field, value), lt("_id", after.id())));
    }

    private static Bson order(PaymentSort sort) {
        return sort.ascending() ? Sorts.ascending(sort.field(), "_id") : Sorts.descending(sort.field(), "_id");
    }
}
