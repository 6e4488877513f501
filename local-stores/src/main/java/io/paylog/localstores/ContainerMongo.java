package io.paylog.localstores;

import java.util.List;
import org.testcontainers.mongodb.MongoDBContainer;

/** A replica set of one in Docker. The only class that touches Testcontainers, which is not on every class path. */
final class ContainerMongo {

    private static final String IMAGE = "mongo:8.0";

    private ContainerMongo() {}

    @SuppressWarnings("resource") // closed with the store
    static RunningMongo start() {
        MongoDBContainer container = new MongoDBContainer(IMAGE).withReplicaSet();
        container.start();
        // the member knows itself by a name that is only good inside: connect to it alone
        return new FoundMongo(
                MongoKind.CONTAINER,
                container.getConnectionString() + "/?directConnection=true",
                1,
                List.of("MongoDB: " + IMAGE + " in Docker, a replica set of 1"),
                container::stop);
    }
}
