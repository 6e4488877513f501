package io.paylog.localstores;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import java.time.Duration;
import java.util.List;

/** The server that the environment names. */
final class ConfiguredMongo {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ConfiguredMongo() {}

    static RunningMongo at(String uri) {
        int members = members(uri);
        // host names only: a connection string may hold a password
        String hosts = String.join(",", new ConnectionString(uri).getHosts());
        String line = members > 0
                ? "MongoDB: MONGODB_URI (" + hosts + "), a replica set of " + members
                : "MongoDB: MONGODB_URI (" + hosts + "), WHICH IS NO REPLICA SET: no majority, no fail-over";
        return new FoundMongo(MongoKind.URI, uri, members, List.of(line), () -> {});
    }

    private static int members(String uri) {
        try {
            return MongoProbe.with(uri, PATIENCE, client -> MongoProbe.members(MongoProbe.hello(client)));
        } catch (MongoException | IllegalArgumentException e) {
            throw new LocalStoresException(
                    "MONGODB_URI is set, but no MongoDB answers there (unset it to use another): " + e.getMessage(), e);
        }
    }
}
