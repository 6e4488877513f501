package io.paylog.command;

import io.paylog.localstores.LocalStores;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts command services on free ports. */
final class TestService {

    private TestService() {}

    /** Databases that nobody else uses. */
    static String newDatabases() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    static ConfigurableApplicationContext start(LocalStores stores, String databases, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--paylog.mongodb.uri=" + stores.mongoUri(),
                "--paylog.mongodb.event-database=events_" + databases,
                "--paylog.mongodb.command-database=commands_" + databases,
                "--paylog.redis.uri=" + stores.redisUri().orElse("")));
        arguments.addAll(List.of(more));
        return CommandServiceApplication.builder().run(arguments.toArray(String[]::new));
    }
}
