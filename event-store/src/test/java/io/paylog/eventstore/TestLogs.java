package io.paylog.eventstore;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paylog.localstores.LocalStores;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;

/** Event logs on a database of their own, each as if opened by another process. */
final class TestLogs implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EventLogSettings settings;
    private final MongoClient client;
    private final Deque<Runnable> open = new ArrayDeque<>();

    TestLogs(LocalStores stores) {
        String database = "log_" + UUID.randomUUID().toString().substring(0, 8);
        settings = EventLogSettings.of(stores.mongoUri(), database);
        client = closing(MongoClients.create(stores.mongoUri()));
    }

    EventLogSettings settings() {
        return settings;
    }

    EventLog open() {
        return open(settings);
    }

    EventLog open(EventLogSettings changed) {
        return open(changed, WakeUp.none());
    }

    EventLog open(EventLogSettings changed, WakeUp wakeUp) {
        return closing(EventLog.open(changed, wakeUp, meters));
    }

    MongoCollection<Document> collection(String name) {
        return client.getDatabase(settings.database()).getCollection(name);
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.push(() -> {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return resource;
    }

    static NewCommit commit(String aggregateId, long firstSequence, int events) {
        return new NewCommit(
                "Thing",
                aggregateId,
                firstSequence,
                IntStream.range(0, events)
                        .mapToObj(i -> entry(aggregateId + "-" + (firstSequence + i)))
                        .toList());
    }

    static NewCommit commitAt(String aggregateId, long firstSequence, Instant... timestamps) {
        return new NewCommit(
                "Thing",
                aggregateId,
                firstSequence,
                List.of(timestamps).stream().map(TestLogs::entryAt).toList());
    }

    static EventEntry entry(String name) {
        return new EventEntry(
                UUID.randomUUID().toString(),
                Things.Renamed.class.getName(),
                "1",
                NOON,
                "{\"name\":\"" + name + "\"}",
                "{}");
    }

    private static EventEntry entryAt(Instant timestamp) {
        return new EventEntry(
                UUID.randomUUID().toString(), Things.Renamed.class.getName(), null, timestamp, "{}", "{}");
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
