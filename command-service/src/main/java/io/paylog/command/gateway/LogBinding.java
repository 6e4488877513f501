package io.paylog.command.gateway;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
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

    private final MongoCollection<Document> bindings;

    LogBinding(MongoDatabase commandDatabase) {
        this.bindings = commandDatabase.getCollection("bindings");
    }

    /**
     * Whether calls have to begin at the head of the log, because what is before it was somebody else's.
     *
     * @param adopt takes a log over that this database does not belong to
     * @throws ForeignLogException if the database does not belong to the log and it is not to be adopted
     */
    boolean bind(EventLog log, boolean adopt) {
        if (log.head() == 0) {
            bindings.updateOne(
                    eq("_id", ID), Updates.setOnInsert(EPOCH, log.epoch()), new UpdateOptions().upsert(true));
        }
        Document bound = bindings.find(eq("_id", ID)).first();
        if (bound != null && log.epoch().equals(bound.getString(EPOCH))) {
            return false;
        }
        if (!adopt) {
            throw new ForeignLogException(log.head());
        }
        bindings.updateOne(eq("_id", ID), Updates.set(EPOCH, log.epoch()), new UpdateOptions().upsert(true));
        return true;
    }
}
