package io.paylog.localstores.standin;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.nio.file.Path;
import org.bson.Document;

/** A stand-in with a client, as the product would have it. */
final class StandInFixture implements AutoCloseable {

    final StandIn server;
    final MongoClient client;
    final MongoDatabase database;

    StandInFixture(Path folder) {
        server = StandIn.start(folder, 0);
        client = MongoClients.create("mongodb://127.0.0.1:" + server.port());
        database = client.getDatabase("shop");
    }

    MongoCollection<Document> things() {
        return database.getCollection("things");
    }

    MongoCollection<Document> commits() {
        MongoCollection<Document> commits = database.getCollection("commits");
        commits.createIndex(Indexes.ascending("aggregateId", "firstSequence"), new IndexOptions().unique(true));
        return commits;
    }

    static Document commit(long position, String aggregate, long sequence) {
        return new Document("_id", position)
                .append("aggregateId", aggregate)
                .append("firstSequence", sequence)
                .append("payload", "x".repeat(100));
    }

    /** How many documents were read to do this. */
    long examinedBy(Runnable work) {
        long before = server.documentsExamined();
        work.run();
        return server.documentsExamined() - before;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
