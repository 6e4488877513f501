package io.paylog.command.gateway;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.min;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.paylog.command.bus.MessageContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
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
    private static final String CALLABLE_SINCE = "callableSince";
    private static final String REFUSED = "refused";
    private static final String KIND = "kind";

    /** When the entry was added; only as long as it waits for an answer, so that an index finds those that do. */
    private static final String OPEN_SINCE = "openSince";

    private static final Date EVER = Date.from(Instant.EPOCH);

    /** Counts stop here, so that a long outage does not make looking at it expensive. */
    static final int MOST_COUNTED = 100_000;

    /** Building an index over many entries takes longer than anything else here may. */
    private static final Duration INDEX_BUILD = Duration.ofMinutes(10);

    private final MongoCollection<Document> entries;
    private final InstantSource clock;

    GatewayWorkList(MongoDatabase database, InstantSource clock) {
        this.entries = database.getCollection("gateway_work");
        this.clock = clock;
        MongoCollection<Document> patient = entries.withTimeout(INDEX_BUILD.toSeconds(), TimeUnit.SECONDS);
        patient.createIndex(Indexes.ascending(DUE_AT));
        patient.createIndex(Indexes.ascending(KIND, OPEN_SINCE));
        patient.createIndex(Indexes.ascending(REFUSED));
    }

    /**
     * Adds work that is due at once; work that is there already is left as it is. What was done and is forgotten here is
     * added again, so the time of its event has to say since when the gateway may have been called.
     *
     * @param askedAt when the payment asked for the call; no call was made before
     */
    void add(GatewayWork work, MessageContext context, Instant askedAt) {
        Bson onInsert = combine(GatewayWorkDocuments.toDocument(work, context).entrySet().stream()
                .map(GatewayWorkList::whenNew)
                .toList());
        entries.updateOne(
                eq(ID, work.key()),
                combine(
                        onInsert,
                        setOnInsert(DUE_AT, now()),
                        setOnInsert(OPEN_SINCE, now()),
                        setOnInsert(CALLS, 0),
                        setOnInsert(CALLABLE_SINCE, Date.from(askedAt))),
                new UpdateOptions().upsert(true));
    }

    private static Bson whenNew(Map.Entry<String, Object> field) {
        return setOnInsert(field.getKey(), field.getValue());
    }

    /**
     * Takes the entry that has been due longest; it is nobody else's for the given time. Work of a kind that only newer
     * nodes know is left to them.
     */
    Optional<Lease> lease(Duration duration) {
        Document entry = leaseEntry(duration);
        while (entry != null) {
            Optional<Lease> lease = readable(entry);
            if (lease.isPresent()) {
                return lease;
            }
            entry = leaseEntry(duration);
        }
        return Optional.empty();
    }

    private @Nullable Document leaseEntry(Duration duration) {
        String leaseId = UUID.randomUUID().toString();
        return entries.findOneAndUpdate(
                and(lte(DUE_AT, now()), Filters.in(KIND, GatewayWorkDocuments.KINDS)),
                combine(set(DUE_AT, in(duration)), set(LEASE_ID, leaseId), inc(CALLS, 1), min(CALLABLE_SINCE, now())),
                new FindOneAndUpdateOptions().sort(Sorts.ascending(DUE_AT)).returnDocument(ReturnDocument.AFTER));
    }

    /** A broken entry must not keep the others waiting. */
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
        entries.updateOne(
                which,
                combine(set(REFUSED, why), Updates.unset(DUE_AT), Updates.unset(OPEN_SINCE), Updates.unset(LEASE_ID)));
    }

    /**
     * Makes postponed calls due at once, those that would be due next first, and says how many.
     *
     * @param most 0: none
     */
    long hasten(int most) {
        if (most == 0) {
            return 0;
        }
        Bson postponed = and(gt(DUE_AT, now()), exists(LEASE_ID, false));
        List<String> next = entries.find(postponed)
                .sort(Sorts.ascending(DUE_AT))
                .limit(most)
                .projection(Projections.include(ID))
                .map(entry -> entry.getString(ID))
                .into(new ArrayList<>());
        return next.isEmpty()
                ? 0
                : entries.updateMany(and(Filters.in(ID, next), postponed), set(DUE_AT, now()))
                        .getModifiedCount();
    }

    /** How many calls wait for an answer, up to {@link #MOST_COUNTED}. */
    long open() {
        return count(gte(DUE_AT, EVER));
    }

    /** How many answers a payment has refused, up to {@link #MOST_COUNTED}. */
    long parked() {
        return count(gte(REFUSED, ""));
    }

    /** How many calls of a kind have been waiting for an answer for so long, up to {@link #MOST_COUNTED}. */
    long openLongerThan(Duration duration, String kind) {
        return count(and(eq(KIND, kind), gte(OPEN_SINCE, EVER), lte(OPEN_SINCE, in(duration.negated()))));
    }

    /** How long the oldest call of a kind has been waiting for an answer; zero if none does. */
    Duration oldest(String kind) {
        Document oldest = entries.find(and(eq(KIND, kind), gte(OPEN_SINCE, EVER)))
                .sort(Sorts.ascending(KIND, OPEN_SINCE))
                .first();
        return oldest == null
                ? Duration.ZERO
                : Duration.between(oldest.getDate(OPEN_SINCE).toInstant(), clock.instant());
    }

    private long count(Bson which) {
        return entries.countDocuments(which, new CountOptions().limit(MOST_COUNTED));
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
     * @param calls how often the entry has been leased, this time included
     * @param callableSince no call with this key was made before, not even for an entry that is gone
     */
    record Lease(GatewayWork work, MessageContext context, String leaseId, int calls, Instant callableSince) {

        private static Lease of(Document entry) {
            return new Lease(
                    GatewayWorkDocuments.toWork(entry),
                    GatewayWorkDocuments.toContext(entry),
                    entry.getString(LEASE_ID),
                    entry.getInteger(CALLS),
                    entry.getDate(CALLABLE_SINCE).toInstant());
        }
    }
}
