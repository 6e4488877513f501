package io.paylog.command.gateway;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.paylog.command.eventlog.EventLogConfiguration;
import io.paylog.eventstore.EventLog;
import org.bson.Document;

/**
 * Ties the command database to the log whose payments the gateway has been called for. Without this tie, a lost command
 * database would have every payment of the log charged again, and a restored log would have payments skipped that take
 * the positions of lost ones.
 */
final class LogBinding {

    private static final String ID = "event-log";
    private static final String EPOCH = "epoch";
    private static final String FROM = "from";

    private final MongoCollection<Document> bindings;
    private final MongoCollection<Document> tokens;

    LogBinding(MongoDatabase commandDatabase) {
        this.bindings = commandDatabase.getCollection("bindings");
        this.tokens = commandDatabase.getCollection(EventLogConfiguration.TOKENS);
    }

    /**
     * The position of the log up to which the gateway is never called: 0, or where an adopted log stood when it was
     * adopted. It is kept, so that a crash on the first start does not forget it.
     *
     * @param adopt takes a log over that this database does not belong to, and forgets how far the other one was listed
     * @throws ForeignLogException if the database does not belong to the log and it is not to be adopted
     */
    long bind(EventLog log, boolean adopt) {
        if (log.head() == 0) {
            bindings.updateOne(
                    eq("_id", ID),
                    Updates.combine(Updates.setOnInsert(EPOCH, log.epoch()), Updates.setOnInsert(FROM, 0L)),
                    new UpdateOptions().upsert(true));
        }
        Document bound = bindings.find(eq("_id", ID)).first();
        if (bound != null && log.epoch().equals(bound.getString(EPOCH))) {
            return bound.getLong(FROM);
        }
        if (!adopt) {
            throw new ForeignLogException(log.head());
        }
        return adopt(log);
    }

    /** The tokens go first: once the binding is written, the next start takes what tokens there are for this log's. */
    private long adopt(EventLog log) {
        long from = log.head();
        tokens.deleteMany(eq("processorName", ListGatewayWork.PROCESSOR));
        bindings.updateOne(
                eq("_id", ID),
                Updates.combine(Updates.set(EPOCH, log.epoch()), Updates.set(FROM, from)),
                new UpdateOptions().upsert(true));
        return from;
    }
}
