package io.paylog.localstores;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.bson.Document;

/** Short conversations with a MongoDB server. */
final class MongoProbe {

    private MongoProbe() {}

    /** Runs something with a client that gives up after this time. */
    static <T> T with(String uri, Duration limit, Function<MongoClient, T> work) {
        int millis = Math.toIntExact(limit.toMillis());
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(millis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket ->
                        socket.connectTimeout(millis, TimeUnit.MILLISECONDS).readTimeout(millis, TimeUnit.MILLISECONDS))
                // last, because what it says of time-outs is meant
                .applyConnectionString(new ConnectionString(uri))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            return work.apply(client);
        }
    }

    /** Whether the server that answers there is a process that the caller knows for its own. */
    static boolean answersAs(LongPredicate own, String uri, Duration limit) {
        return quietly(
                uri,
                limit,
                client -> client.getDatabase("admin")
                                        .runCommand(new Document("serverStatus", 1))
                                        .get("pid")
                                instanceof Number pid
                        && own.test(pid.longValue()));
    }

    static boolean answers(String uri, Duration limit) {
        return quietly(uri, limit, client -> {
            client.getDatabase("admin").runCommand(new Document("ping", 1));
            return true;
        });
    }

    static boolean hasWritablePrimary(String uri, Duration limit) {
        return quietly(uri, limit, client -> hello(client).getBoolean("isWritablePrimary", false));
    }

    static Document hello(MongoClient client) {
        return client.getDatabase("admin").runCommand(new Document("hello", 1), ReadPreference.primary());
    }

    /** Data-bearing members of the replica set; 0 for a server outside of one. */
    static int members(Document hello) {
        return hello.containsKey("setName")
                ? hello.getList("hosts", String.class, List.of()).size()
                        + hello.getList("passives", String.class, List.of()).size()
                : 0;
    }

    private static boolean quietly(String uri, Duration limit, Function<MongoClient, Boolean> question) {
        try {
            return with(uri, limit, question);
        } catch (MongoException e) {
            return false;
        }
    }
}
