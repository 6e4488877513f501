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
import com.mongodb.connection.ServerDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log's own connection to MongoDB, set up and checked for what the protocol of the log rests on. */
final class LogDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LogDatabase.class);

    private final MongoClient client;
    private final MongoDatabase database;
    private final boolean directOnRequest;

    private LogDatabase(MongoClient client, MongoDatabase database, boolean directOnRequest) {
        this.client = client;
        this.database = database;
        this.directOnRequest = directOnRequest;
    }

    static LogDatabase connect(EventLogSettings settings) {
        return connect(settings, _ -> {});
    }

    /** @param adjustment of the client, beside what the protocol needs */
    static LogDatabase connect(EventLogSettings settings, Consumer<MongoClientSettings.Builder> adjustment) {
        // One that names a record of DNS asks for it.
        ConnectionString connection = MongoFailures.asking(() -> StoreUris.mongo(settings.connectionString()));
        MongoClientSettings.Builder builder = MongoClientSettings.builder().applyConnectionString(connection);
        adjustment.accept(builder);
        applyProtocol(builder);
        applyTimeouts(builder, settings);
        MongoClient client = MongoFailures.asking(() -> MongoClients.create(builder.build()));
        return new LogDatabase(
                client, client.getDatabase(settings.database()), Boolean.TRUE.equals(connection.isDirectConnection()));
    }

    private static void applyProtocol(MongoClientSettings.Builder client) {
        // The protocol decides itself what is repeated: a hidden second send would look like another's commit, and a
        // hidden second read would outlive the deadline of an append.
        client.retryWrites(false)
                .retryReads(false)
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                // Said with each write, so that a cluster whose majority does not wait for journals is no exception.
                .writeConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    private static void applyTimeouts(MongoClientSettings.Builder client, EventLogSettings settings) {
        long selectionMillis = settings.timeouts().serverSelection().toMillis();
        long socketMillis = settings.timeouts().socket().toMillis();
        client.applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(selectionMillis, TimeUnit.MILLISECONDS)
                        .addClusterListener(new StoreWatch(System::nanoTime)))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(selectionMillis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(socketMillis, TimeUnit.MILLISECONDS)
                        .readTimeout(socketMillis, TimeUnit.MILLISECONDS));
    }

    /** Whether the servers have one that takes writes, by what the driver has heard last. */
    boolean hasPrimary() {
        return client.getClusterDescription().getServerDescriptions().stream().anyMatch(ServerDescription::isPrimary);
    }

    MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /** @throws EventLogException if the servers cannot be reached, or are not ones that the log may be written to */
    void requireReplicaSet() {
        MongoFailures.asking(() -> database.runCommand(new Document("ping", 1)));
        if (ReplicaSetCheck.requireFit(client.getClusterDescription(), directOnRequest)) {
            replicaSetConfig().ifPresent(ReplicaSetCheck::requireJournaledMajority);
        }
    }

    /** Empty: this user may not see it. */
    private Optional<Document> replicaSetConfig() {
        return MongoFailures.asking(() -> {
            try {
                Document answer = client.getDatabase("admin").runCommand(new Document("replSetGetConfig", 1));
                return Optional.ofNullable(answer.get("config", Document.class));
            } catch (MongoCommandException e) {
                if (!MongoFailures.isUnauthorized(e)) {
                    throw e;
                }
                log.warn(
                        "writeConcernMajorityJournalDefault cannot be checked, see that it is not false: {}",
                        e.getMessage());
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
