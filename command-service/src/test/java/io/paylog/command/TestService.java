package io.paylog.command;

import io.paylog.localstores.LocalStores;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;

/** A command service on a free port with databases of its own. */
final class TestService {

    private TestService() {}

    static ConfigurableApplicationContext start(LocalStores stores) {
        String suffix = UUID.randomUUID().toString().substring(0, 8);
        return CommandServiceApplication.builder()
                .run(
                        "--server.port=0",
                        "--paylog.mongodb.uri=" + stores.mongoUri(),
                        "--paylog.mongodb.event-database=events_" + suffix,
                        "--paylog.mongodb.command-database=commands_" + suffix,
                        "--paylog.redis.uri=" + stores.redisUri().orElse(""));
    }
}
