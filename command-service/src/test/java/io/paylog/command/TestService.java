package io.paylog.command;

import io.paylog.localstores.LocalStores;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/** A command service on a free port. */
final class TestService {

    private TestService() {}

    /** Databases that nobody else uses. */
    static String newDatabases() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    static ConfigurableApplicationContext start(LocalStores stores, String databases) {
        return CommandServiceApplication.builder()
                .run(
                        "--server.port=0",
                        "--paylog.mongodb.uri=" + stores.mongoUri(),
                        "--paylog.mongodb.event-database=events_" + databases,
                        "--paylog.mongodb.command-database=commands_" + databases,
                        "--paylog.redis.uri=" + stores.redisUri().orElse(""));
    }
}
