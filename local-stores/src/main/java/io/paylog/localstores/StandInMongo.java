package io.paylog.localstores;

import io.paylog.localstores.standin.StandIn;
import java.nio.file.Path;
import java.util.List;

/** The last resort. */
final class StandInMongo {

    private StandInMongo() {}

    static RunningMongo start(LocalStoresOptions options, Path folder, String reason) {
        int port = options.mongoPort() == 0 ? 0 : Ports.orFree(options.mongoPort(), "MongoDB");
        StandIn server;
        try {
            server = StandIn.start(folder, port);
        } catch (IllegalStateException e) {
            throw new LocalStoresException("The stand-in for MongoDB does not start: " + e.getMessage(), e);
        }
        return new FoundMongo(
                MongoKind.STAND_IN,
                "mongodb://127.0.0.1:" + server.port(),
                0,
                List.of(
                        "MongoDB: STAND-IN, NOT A REAL MONGODB. No replication, no transactions, no fail-over:"
                                + " for trying out and tests only.",
                        "         " + reason),
                server::close);
    }
}
