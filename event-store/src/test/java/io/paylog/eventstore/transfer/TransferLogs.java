package io.paylog.eventstore.transfer;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import io.paylog.eventstore.EventEntry;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.NewCommit;
import io.paylog.eventstore.WakeUp;
import io.paylog.localstores.LocalStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;

/** Logs in databases of their own, to be copied from one to the other. */
final class TransferLogs implements AutoCloseable {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    private final String mongoUri;
    private final MongoClient client;
    private final List<Runnable> closing = new ArrayList<>();

    TransferLogs(LocalStores stores) {
        mongoUri = stores.mongoUri();
        client = MongoClients.create(mongoUri);
    }

    /** One that nobody has opened yet. */
    EventLogSettings newLog() {
        return EventLogSettings.of(
                        mongoUri, "log_" + UUID.randomUUID().toString().substring(0, 8))
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    EventLog open(EventLogSettings settings) {
        EventLog log = EventLog.open(settings, WakeUp.none());
        closing.add(log::close);
        return log;
    }

    LogArchive archive(EventLogSettings settings) {
        LogArchive archive = LogArchive.connect(settings.withOpeningWait(Duration.ofSeconds(20)));
        closing.add(archive::close);
        return archive;
    }

    MongoCollection<Document> collection(EventLogSettings settings, String name) {
        return client.getDatabase(settings.database()).getCollection(name);
    }

    List<Document> documents(EventLogSettings settings) {
        return collection(settings, "commits")
                .find()
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    /** A log of commits of one to three events each, of some aggregates in turn. */
    EventLogSettings filled(int commits) {
        EventLogSettings settings = newLog();
        fill(open(settings), commits);
        return settings;
    }

    static void fill(EventLog log, int commits) {
        for (int i = 0; i < commits; i++) {
            String aggregateId = "a-" + i % 7;
            long sequence = log.endOf(aggregateId, log.knownCommit())
                    .map(end -> end.sequence() + 1)
                    .orElse(0L);
            log.append(new NewCommit(
                    "Thing",
                    aggregateId,
                    sequence,
                    IntStream.rangeClosed(0, i % 3)
                            .mapToObj(n -> entry("{\"name\":\"" + aggregateId + "/" + sequence + "/" + n + "\"}"))
                            .toList()));
        }
    }

    static EventEntry entry(String payload) {
        return new EventEntry(
                UUID.randomUUID().toString(), "thing.renamed", "1", CLOCK.instant(), payload, "{\"by\":\"test\"}");
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
        client.close();
    }
}
