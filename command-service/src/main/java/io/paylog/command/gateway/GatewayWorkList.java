package io.paylog.command.gateway;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.paylog.command.bus.MessageContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that the gateway still has to get. An entry stays until its answer has been recorded in the payment, so a
 * crash at any point leads to the same call with the same key again. To lease an entry is to put its due time off: when
 * the lease runs out, the entry is due for anybody.
 */
final class GatewayWorkList {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayWorkList.class);

    private static final String ID = "_id";
    private static final String DUE_AT = "dueAt";
    private static final String LEASE_ID = "leaseId";
    private static final String CALLS = "calls";
    private static final String REFUSED = "refused";

    private final MongoCollection<Document> entries;
    private final InstantSource clock;

    GatewayWorkList(MongoDatabase database, InstantSource clock) {
        this.entries = database.getCollection("gateway_work");
        this.clock = clock;
        entries.createIndex(Indexes.ascending(DUE_AT));
    }

    /** Adds work that is due at once; work that is there already is left as it is. */
    void add(GatewayWork work, MessageContext context) {
        Bson onInsert = combine(GatewayWorkDocuments.toDocument(work, context).entrySet().stream()
                .map(GatewayWorkList::whenNew)
                .toList());
        entries.updateOne(
                eq(ID, work.key()),
                combine(onInsert, setOnInsert(DUE_AT, now()), setOnInsert(CALLS, 0)),
                new UpdateOptions().upsert(true));
    }

    private static Bson whenNew(Map.Entry<String, Object> field) {
        return setOnInsert(field.getKey(), field.getValue());
    }

    /** Takes the entry that has been due longest; it is nobody else's for the given time. */
    Optional<Lease> lease(Duration duration) {
        String leaseId = UUID.randomUUID().toString();
        Document entry = entries.findOneAndUpdate(
                lte(DUE_AT, now()),
                combine(set(DUE_AT, in(duration)), set(LEASE_ID, leaseId), inc(CALLS, 1)),
                new FindOneAndUpdateOptions().sort(Sorts.ascending(DUE_AT)).returnDocument(ReturnDocument.AFTER));
        return entry == null ? Optional.empty() : readable(entry).or(() -> lease(duration));
    }

    /** An entry of a newer version, or a broken one, must not keep the others waiting. */
    private Optional<Lease> readable(Document entry) {
        try {
            return Optional.of(Lease.of(entry));
        } catch (RuntimeException unreadable) {
            LOG.error("Gateway work {} cannot be read and needs a person", entry.get(ID), unreadable);
            park(eq(ID, entry.get(ID)), "cannot be read");
            return Optional.empty();
        }
    }

    /** The answer is recorded: nothing is left to do. */
    void complete(Lease lease) {
        entries.deleteOne(held(lease));
    }

    /** There was no answer: the same call is due again after a pause. */
    void postpone(Lease lease, Duration pause) {
        entries.updateOne(held(lease), combine(set(DUE_AT, in(pause)), Updates.unset(LEASE_ID)));
    }

    /** The payment refuses the gateway's answer: kept for a person, never called again by itself. */
    void park(Lease lease, String why) {
        park(held(lease), why);
    }

    private void park(Bson which, String why) {
        entries.updateOne(which, combine(set(REFUSED, why), Updates.unset(DUE_AT), Updates.unset(LEASE_ID)));
    }

    /** How many calls wait for an answer. */
    long open() {
        return entries.countDocuments(exists(DUE_AT));
    }

    /** How many answers a payment has refused. */
    long parked() {
        return entries.countDocuments(exists(REFUSED));
    }

    private static Bson held(Lease lease) {
        return and(eq(ID, lease.work().key()), eq(LEASE_ID, lease.leaseId()));
    }

    private Date now() {
        return Date.from(clock.instant());
    }

    private Date in(Duration duration) {
        Instant instant = clock.instant().plus(duration);
        return Date.from(instant);
    }

    /**
     * An entry that is ours for a while.
     *
     * @param calls how often the gateway has been called for it, this time included
     */
    record Lease(GatewayWork work, MessageContext context, String leaseId, int calls) {

        private static Lease of(Document entry) {
            return new Lease(
                    GatewayWorkDocuments.toWork(entry),
                    GatewayWorkDocuments.toContext(entry),
                    entry.getString(LEASE_ID),
                    entry.getInteger(CALLS));
        }
    }
}
