package io.paylog.eventstore;

import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import java.util.List;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether servers are ones that the protocol of the log may rest on. */
final class ReplicaSetCheck {

    private static final Logger log = LoggerFactory.getLogger(ReplicaSetCheck.class);

    private ReplicaSetCheck() {}

    /**
     * @param directOnRequest the connection string says {@code directConnection=true}
     * @return whether there is a replica set, whose configuration has to be looked at
     * @throws EventLogRefusedException if the log may not be written through this connection
     */
    static boolean requireFit(ClusterDescription cluster, boolean directOnRequest) {
        return switch (cluster.getType()) {
            case SHARDED, LOAD_BALANCED ->
                throw new EventLogRefusedException(
                        "The event log has to be connected to its replica set, not through a mongos", null);
            case REPLICA_SET -> {
                requireDiscovery(cluster, directOnRequest);
                yield true;
            }
            case STANDALONE, UNKNOWN -> {
                log.warn("MongoDB is not a replica set: what is acknowledged does not outlive the loss of that server");
                yield false;
            }
        };
    }

    /** A connection to one member alone reads what that member has, whatever it is, and does not follow a fail-over. */
    private static void requireDiscovery(ClusterDescription cluster, boolean directOnRequest) {
        if (cluster.getConnectionMode() != ClusterConnectionMode.SINGLE) {
            return;
        }
        List<String> sets = cluster.getServerDescriptions().stream()
                .map(ServerDescription::getSetName)
                .toList();
        if (!directOnRequest) {
            throw new EventLogRefusedException(
                    "The server is a member of replica set " + sets
                            + ", to which the connection string does not connect: add replicaSet=<name>,"
                            + " or directConnection=true to connect to this member alone",
                    null);
        }
        log.warn("Connected to one member of replica set {} alone: nothing follows a fail-over to another", sets);
    }

    /**
     * Refuses a majority that may acknowledge what it has not written to its journals.
     *
     * @param config of the replica set, as {@code replSetGetConfig} answers it
     */
    static void requireJournaledMajority(Document config) {
        if (!config.getBoolean("writeConcernMajorityJournalDefault", true)) {
            throw new EventLogRefusedException(
                    "writeConcernMajorityJournalDefault is false: acknowledged events could be lost", null);
        }
    }
}
