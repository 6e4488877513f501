package io.paylog.command;

import io.paylog.eventstore.LogPlace;
import io.paylog.localstores.LocalStores;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts command services on free ports. */
public final class TestService {

    private TestService() {}

    /** Databases that nobody else uses. */
    public static String newDatabases() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    public static ConfigurableApplicationContext start(LocalStores stores, String databases, String... more) {
        return start(CommandServiceApplication.builder(), stores, databases, more);
    }

    /** A service whose gateway never answers, so that nothing happens to a payment but what a test sends. */
    public static ConfigurableApplicationContext startWithoutGateway(
            LocalStores stores, String databases, String... more) {
        return start(withoutGateway(), stores, databases, more);
    }

    private static SpringApplicationBuilder withoutGateway() {
        return CommandServiceApplication.builder()
                .sources(SilentGateway.class)
                .properties(
                        "paylog.gateway.adapter=silent",
                        "logging.level.io.paylog.command.gateway=error",
                        "paylog.gateway.backoff=1h",
                        "paylog.gateway.max-backoff=1h");
    }

    /** A service that keeps its log elsewhere than in MongoDB, and whose gateway never answers. */
    public static ConfigurableApplicationContext startWithLog(LogPlace log, LocalStores stores, String databases) {
        return start(
                withoutGateway()
                        .initializers(context -> context.getBeanFactory().registerSingleton("logPlace", log)),
                stores,
                databases);
    }

    /** A service that reaches MongoDB by another way than the stores tell. */
    public static ConfigurableApplicationContext startAt(String mongoUri, String databases, String... more) {
        return start(CommandServiceApplication.builder(), mongoUri, "", databases, more);
    }

    private static ConfigurableApplicationContext start(
            SpringApplicationBuilder service, LocalStores stores, String databases, String... more) {
        return start(service, stores.mongoUri(), stores.redisUri().orElse(""), databases, more);
    }

    private static ConfigurableApplicationContext start(
            SpringApplicationBuilder service, String mongoUri, String redisUri, String databases, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--paylog.http.drain=0s",
                "--paylog.mongodb.uri=" + mongoUri,
                "--paylog.mongodb.event-database=events_" + databases,
                "--paylog.mongodb.command-database=commands_" + databases,
                "--paylog.redis.uri=" + redisUri));
        arguments.addAll(List.of(more));
        return service.run(arguments.toArray(String[]::new));
    }
}
