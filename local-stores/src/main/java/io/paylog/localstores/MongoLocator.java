package io.paylog.localstores;

import io.paylog.localstores.standin.StandIn;
import java.util.List;

/** Chooses the MongoDB. */
final class MongoLocator {

    @SuppressWarnings("UnusedVariable")
    private final Environment environment;

    MongoLocator(Environment environment) {
        this.environment = environment;
    }

    RunningMongo locate(LocalStoresOptions options, DataDirectory directory) {
        StandIn standIn = StandIn.start(directory.folder("mongo"), options.mongoPort());
        return new RunningMongo() {
            @Override
            public MongoKind kind() {
                return MongoKind.STAND_IN;
            }

            @Override
            public String uri() {
                return "mongodb://127.0.0.1:" + standIn.port();
            }

            @Override
            public int members() {
                return 0;
            }

            @Override
            public List<String> describe() {
                return List.of("MongoDB: STAND-IN, NOT A REAL MONGODB");
            }

            @Override
            public void close() {
                standIn.close();
            }
        };
    }
}
