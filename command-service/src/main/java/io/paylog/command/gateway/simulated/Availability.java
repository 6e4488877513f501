package io.paylog.command.gateway.simulated;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import org.bson.Document;

/** Whether the simulated gateway answers; one switch for all processes that share the database. */
class Availability {

    private static final String ID = "availability";
    private static final String AVAILABLE = "available";

    private final MongoCollection<Document> switches;

    Availability(MongoDatabase database) {
        this.switches = database.getCollection("simulated_gateway_switches");
    }

    boolean isAvailable() {
        Document state = switches.find(eq("_id", ID)).first();
        return state == null || state.getBoolean(AVAILABLE);
    }

    /** Holds for every call that begins afterwards. */
    void change(boolean available) {
        switches.replaceOne(
                eq("_id", ID), new Document("_id", ID).append(AVAILABLE, available), new ReplaceOptions().upsert(true));
    }
}
