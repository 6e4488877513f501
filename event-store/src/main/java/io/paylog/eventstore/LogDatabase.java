package io.paylog.eventstore;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log's own connection to MongoDB, set up and checked for what the protocol of the log rests on. */
final class LogDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogDatabase.class);

    private final MongoClient client;
    private final MongoDatabase database;

    private LogDatabase(MongoClient client, MongoDatabase database) {
        this.client = client;
        this.database = database;
    }

    static LogDatabase connect(EventLogSettings settings) {
        MongoClient client = MongoClients.create(clientSettings(settings));
        return new LogDatabase(client, client.getDatabase(settings.database()));
    }

    private static MongoClientSettings clientSettings(EventLogSettings settings) {
        long selectionMillis = settings.serverSelectionTimeout().toMillis();
        long socketMillis = settings.socketTimeout().toMillis();
        return MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(settings.connectionString()))
                // The protocol decides itself what is repeated: a hidden second send would look like another's commit.
                .retryWrites(false)
                .retryReads(true)
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .writeConcern(WriteConcern.MAJORITY)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(selectionMillis, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(selectionMillis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(socketMillis, TimeUnit.MILLISECONDS)
                        .readTimeout(socketMillis, TimeUnit.MILLISECONDS))
                .build();
    }

    MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /** @throws EventLogException if the servers cannot be reached, or are not ones that the log may be written to */
    void requireReplicaSet() {
        MongoFailures.asking(() -> database.runCommand(new Document("ping", 1)));
        switch (client.getClusterDescription().getType()) {
            case SHARDED, LOAD_BALANCED ->
                throw new EventLogRefusedException(
                        "The event log has to be connected to its replica set, not through a mongos", null);
            case REPLICA_SET -> requireJournaledMajority();
            case STANDALONE, UNKNOWN ->
                log.warn("MongoDB is not a replica set: what is acknowledged does not outlive the loss of that server");
        }
    }

    /** Refuses a majority that may acknowledge what it has not written to its journals. */
    private void requireJournaledMajority() {
        boolean journaled = replicaSetConfig()
                .map(config -> config.getBoolean("writeConcernMajorityJournalDefault", true))
                .orElse(true);
        if (!journaled) {
            throw new EventLogRefusedException(
                    "writeConcernMajorityJournalDefault is false: acknowledged events could be lost", null);
        }
    }

    /** Empty: this user may not see it. */
    private Optional<Document> replicaSetConfig() {
        return MongoFailures.asking(() -> {
            try {
                Document answer = client.getDatabase("admin").runCommand(new Document("replSetGetConfig", 1));
                return Optional.ofNullable(answer.get("config", Document.class));
            } catch (MongoCommandException e) {
                log.debug("writeConcernMajorityJournalDefault cannot be checked: {}", e.getMessage());
                return Optional.empty();
            }
        });
    }

    /**
     * Creates what makes a commit's place in its aggregate unique, and looks whether it is there.
     *
     * @throws EventLogException if it is not there with a majority
     */
    void requireCommitIndexes(MongoCollection<Document> commits) {
        MongoFailures.asking(() -> commits.createIndex(
                Indexes.ascending(CommitDocuments.AGGREGATE_ID, CommitDocuments.FIRST_SEQUENCE),
                new IndexOptions().unique(true).name("aggregate")));
        MongoFailures.asking(() -> commits.createIndex(
                Indexes.ascending(CommitDocuments.LATEST, CommitDocuments.POSITION),
                new IndexOptions().name("latest")));
        boolean unique = MongoFailures.asking(() -> {
            for (Document index : commits.listIndexes()) {
                if (isUniqueAggregateKey(index)) {
                    return true;
                }
            }
            return false;
        });
        if (!unique) {
            throw new EventLogRefusedException("The unique index of the commits is missing", null);
        }
    }

    private static boolean isUniqueAggregateKey(Document index) {
        return index.getBoolean("unique", false)
                && !index.containsKey("partialFilterExpression")
                && index.get("key", Document.class).keySet().stream()
                        .toList()
                        .equals(List.of(CommitDocuments.AGGREGATE_ID, CommitDocuments.FIRST_SEQUENCE));
    }

    @Override
    public void close() {
        client.close();
    }
}
