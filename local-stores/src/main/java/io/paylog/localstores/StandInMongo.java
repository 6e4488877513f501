package io.paylog.localstores;

import io.paylog.localstores.standin.StandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last resort. */
final class StandInMongo {

    private StandInMongo() {}

    static RunningMongo start(LocalStoresOptions options, Path folder, String reason) {
        StandIn server;
        try {
            server = StandIn.start(folder, port(options));
        } catch (IllegalStateException e) {
            throw new LocalStoresException("The stand-in for MongoDB does not start: " + e.getMessage(), e);
        }
        return running(
                server,
                "MongoDB: STAND-IN, NOT A REAL MONGODB. No replication, no transactions, no fail-over:"
                        + " for trying out and tests only.",
                "         " + reason);
    }

    static RunningMongo startInMemory(LocalStoresOptions options) {
        return running(
                StandIn.startInMemory(port(options)),
                "MongoDB: STAND-IN IN MEMORY, NOT A REAL MONGODB. Nothing in it outlives this process.");
    }

    private static int port(LocalStoresOptions options) {
        return options.mongoPort() == 0 ? 0 : Ports.orFree(options.mongoPort(), "MongoDB");
    }

    private static RunningMongo running(StandIn server, String... lines) {
        String uri = "mongodb://127.0.0.1:" + server.port();
        List<String> told = new ArrayList<>(List.of(lines));
        told.add("         It listens at " + uri);
        return new FoundMongo(MongoKind.STAND_IN, uri, 0, List.copyOf(told), server::close);
    }
}
