package io.paylog.query.payments.listing;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;

import io.paylog.api.queries.DateField;
import io.paylog.api.queries.DateRange;
import io.paylog.api.queries.PaymentFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;

/** What documents must meet, without their status. */
final class Conditions {

    private final List<Bson> conditions = new ArrayList<>();

    private Conditions() {}

    /** Those that a payment meets always or never. */
    static List<Bson> lasting(PaymentFilter filter) {
        Conditions lasting = new Conditions();
        lasting.ofPayment(filter);
        if (filter.dates() != null && filter.dates().field() == DateField.CREATED_AT) {
            lasting.within(filter.dates());
        }
        return lasting.conditions;
    }

    /** @param now from which ages are counted */
    static List<Bson> all(PaymentFilter filter, Instant now) {
        Conditions all = new Conditions();
        all.ofPayment(filter);
        if (filter.dates() != null) {
            all.within(filter.dates());
        }
        if (filter.olderThan() != null) {
            Instant before = now.minus(filter.olderThan());
            all.conditions.add(lt("attemptStartedAt", before));
            // Implied, since no attempt begins before its payment; this one is in indexes.
            all.conditions.add(lt("createdAt", before));
        }
        return all.conditions;
    }

    private void ofPayment(PaymentFilter filter) {
        if (filter.organizationId() != null) {
            conditions.add(eq("organizationId", filter.organizationId().value()));
        }
        if (filter.currency() != null) {
            conditions.add(eq("currency", filter.currency().getCurrencyCode()));
        }
        if (filter.minAmount() != null) {
            conditions.add(gte("amount", filter.minAmount()));
        }
        if (filter.maxAmount() != null) {
            conditions.add(lte("amount", filter.maxAmount()));
        }
    }

    private void within(DateRange dates) {
        if (dates.from() != null) {
            conditions.add(gte(dates.field().field(), dates.from()));
        }
        if (dates.to() != null) {
            conditions.add(lt(dates.field().field(), dates.to()));
        }
    }
}
