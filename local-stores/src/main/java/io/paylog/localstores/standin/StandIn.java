package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.nio.file.Path;

/** The running stand-in. */
public final class StandIn implements AutoCloseable {

    private final MongoServer server;

    private StandIn(MongoServer server) {
        this.server = server;
    }

    public static StandIn start(Path folder, int port) {
        MongoServer server =
                new MongoServer(new H2Backend(folder.resolve("stand-in.mv.db").toString()));
        server.bind("127.0.0.1", port);
        return new StandIn(server);
    }

    public int port() {
        return server.getLocalAddress().getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
