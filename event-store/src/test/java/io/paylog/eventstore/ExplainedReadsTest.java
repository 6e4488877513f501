package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.RequiresReplicaSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What MongoDB's own planner makes of every read of a log. */
@RequiresReplicaSet
class ExplainedReadsTest {

    private static final int AGGREGATES = 50;
    private static final int COMMITS = 500;

    /** What {@code explain} takes of a command; the rest is of the session or the wire. */
    private static final Set<String> EXPLAINED =
            Set.of("find", "filter", "sort", "projection", "limit", "batchSize", "singleBatch", "hint");

    /** Not that of the writers' signs of life: it is read as a whole, whenever its thread comes to it. */
    private static final Set<String> LOG = Set.of("commits", "snapshots", "epoch");

    private final List<BsonDocument> reads = new CopyOnWriteArrayList<>();
    private TestLogs logs;
    private EventLog log;
    private MongoDatabase database;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        MongoClient client = logs.closing(MongoClients.create(stores.mongoUri()));
        database = client.getDatabase(logs.settings().database());
        fill();
        CommandListener listener = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                if (isReadOfTheLog(event)) {
                    reads.add(event.getCommand().clone());
                }
            }
        };
        LogDatabase listened = LogDatabase.connect(logs.settings(), builder -> builder.addCommandListener(listener));
        log = logs.closing(EventLog.open(listened, logs.settings(), WakeUp.none(), logs.meters));
    }

    private static boolean isReadOfTheLog(CommandStartedEvent event) {
        return event.getCommandName().equals("find")
                && LOG.contains(event.getCommand().getString("find").getValue());
    }

    private void fill() {
        EventLog filled = logs.open();
        for (int i = 0; i < COMMITS; i++) {
            filled.append(commit("aggregate-" + i % AGGREGATES, 2L * (i / AGGREGATES), 2));
        }
        filled.storeSnapshot(new StoredSnapshot("Thing", "aggregate-7", 3, TestLogs.entry("snapshot")));
    }

    @AfterEach
    void end() {
        logs.close();
    }

    @Test
    void every_read_goes_along_an_index_and_looks_at_nothing_that_it_does_not_return() {
        readEverything();

        assertThat(reads).hasSizeGreaterThan(12);
        for (BsonDocument read : reads) {
            Document explained = explain(read);
            List<Object> stages = all(all(explained, "winningPlan").getFirst(), "stage");
            assertThat(stages).as("%s: %s", read, explained).isNotEmpty().doesNotContain("COLLSCAN");
            if (read.getString("find").getValue().equals("commits")) {
                assertThat(stages).as("%s: %s", read, explained).doesNotContain("SORT");
            }
            long returned = ((Number) all(explained, "nReturned").getFirst()).longValue();
            assertThat((Number) all(explained, "totalDocsExamined").getFirst())
                    .as("documents examined by %s", read)
                    .matches(examined -> examined.longValue() <= returned);
            assertThat((Number) all(explained, "totalKeysExamined").getFirst())
                    .as("keys examined by %s", read)
                    .matches(examined -> examined.longValue() <= returned + 1);
        }
    }

    private void readEverything() {
        log.head();
        log.eventsAfter(0, 100);
        log.eventsAfter(501, 100); // inside a commit
        log.eventsAfter(990);
        log.eventsOf("aggregate-7", 0, 100);
        log.eventsOf("aggregate-7", 5, 100); // inside a commit
        log.lastSequenceOf("aggregate-7");
        log.endOf("aggregate-7", log.knownCommit());
        log.isBehind(1, "aggregate-7", 2);
        log.snapshotOf("aggregate-7");
        log.positionBefore(TestLogs.NOON);
        log.positionBefore(TestLogs.NOON.plusSeconds(60));
        log.requireEpochUnchanged();
        EventLog other = logs.open();
        other.append(commit("another", 0, 1));
        log.append(commit("yet-another", 0, 1));
        assertThatExceptionOfType(ForeignTokenException.class).isThrownBy(() -> log.requireNotAhead(5_000));
    }

    private Document explain(BsonDocument read) {
        Document explained = Document.parse(read.toJson());
        explained.keySet().retainAll(EXPLAINED);
        return database.runCommand(new Document("explain", explained).append("verbosity", "executionStats"));
    }

    /** Every value of that name, however deep, those of the outermost documents first. */
    private static List<Object> all(Object value, String name) {
        List<Object> found = new ArrayList<>();
        switch (value) {
            case Document document -> {
                if (document.containsKey(name)) {
                    found.add(document.get(name));
                }
                document.values().forEach(inner -> found.addAll(all(inner, name)));
            }
            case List<?> several -> several.forEach(inner -> found.addAll(all(inner, name)));
            default -> {}
        }
        return found;
    }

    @Test
    void the_indexes_are_the_ones_that_the_reads_are_made_for() {
        assertThat(database.getCollection("commits").listIndexes())
                .anySatisfy(index -> assertThat(index)
                        .containsEntry("name", "aggregate")
                        .containsEntry("key", new Document("aggregateId", 1).append("firstSequence", 1))
                        .containsEntry("unique", true))
                .anySatisfy(index -> assertThat(index)
                        .containsEntry("name", "latest")
                        .containsEntry("key", new Document("latest", 1).append("_id", 1))
                        .doesNotContainKey("unique"));
    }
}
