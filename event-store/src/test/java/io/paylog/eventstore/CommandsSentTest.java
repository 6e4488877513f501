package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes over the wire, whatever the server at the other end makes of it. */
@ExtendWith(LocalStoresExtension.class)
class CommandsSentTest {

    private static final BsonDocument MAJORITY = BsonDocument.parse("{level: 'majority'}");
    private static final BsonDocument LINEARIZABLE = BsonDocument.parse("{level: 'linearizable'}");
    private static final BsonDocument JOURNALED_MAJORITY = BsonDocument.parse("{w: 'majority', j: true}");
    private static final Set<String> WRITES = Set.of("insert", "update", "createIndexes");

    /** Nothing depends on one of them; the next one comes soon. */
    private static final BsonString SIGNS_OF_LIFE = new BsonString("writers");

    private final List<BsonDocument> sent = new CopyOnWriteArrayList<>();
    private TestLogs logs;
    private EventLog log;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        CommandListener listener = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                sent.add(event.getCommand().clone());
            }
        };
        LogDatabase database = LogDatabase.connect(logs.settings(), client -> client.addCommandListener(listener));
        log = logs.closing(EventLog.open(database, logs.settings(), WakeUp.none(), logs.meters));
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private Stream<BsonDocument> commands(String name) {
        return sent.stream().filter(command -> command.getFirstKey().equals(name));
    }

    private void useEverything() {
        log.append(commit("a", 0, 3));
        EventLog other = logs.open();
        other.append(commit("b", 0, 1));
        log.append(commit("c", 0, 1));
        log.eventsAfter(0);
        log.eventsAfter(1);
        log.eventsOf("a", 0, 10);
        log.eventsOf("a", 1, 10);
        log.lastSequenceOf("a");
        log.positionBefore(TestLogs.NOON);
        log.storeSnapshot(new StoredSnapshot("Thing", "a", 2, TestLogs.entry("snapshot")));
        log.snapshotOf("a");
    }

    @Test
    void every_read_asks_a_majority() {
        useEverything();

        assertThat(commands("find"))
                .hasSizeGreaterThan(10)
                .allSatisfy(find -> assertThat(find.get("readConcern")).isEqualTo(MAJORITY));
        sent.clear();
        assertThat(log.head()).isEqualTo(5);
        log.requireNotAhead(5);
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ForeignTokenException.class)
                .isThrownBy(() -> log.requireNotAhead(6));
        assertThat(commands("find").map(find -> find.get("readConcern")))
                .containsOnly(MAJORITY, LINEARIZABLE)
                .endsWith(LINEARIZABLE);
    }

    @Test
    void every_write_waits_for_the_journals_of_a_majority_and_is_never_repeated_by_the_driver() {
        useEverything();

        assertThat(sent.stream()
                        .filter(command -> WRITES.contains(command.getFirstKey()))
                        .filter(command -> !command.values().contains(SIGNS_OF_LIFE)))
                .hasSizeGreaterThan(4)
                .allSatisfy(write -> {
                    assertThat(write.get("writeConcern")).isEqualTo(JOURNALED_MAJORITY);
                    assertThat(write).doesNotContainKey("txnNumber");
                });
    }

    @Test
    void a_sign_of_life_waits_for_nothing_but_its_server() {
        AtomicInteger sequence = new AtomicInteger();

        await().until(() -> {
            log.append(commit("a", sequence.getAndIncrement(), 1));
            return commands("update").findAny().isPresent();
        });

        BsonDocument sign = commands("update").findFirst().orElseThrow();
        assertThat(sign).containsEntry("update", SIGNS_OF_LIFE);
        assertThat(sign.get("writeConcern")).isEqualTo(BsonDocument.parse("{w: 1}"));
    }

    @Test
    void the_index_that_decides_conflicts_is_made_and_verified_before_the_first_commit_is_sent() {
        log.append(commit("a", 0, 1));

        assertThat(sent.stream()
                        .filter(command -> command.values().contains(new BsonString("commits")))
                        .map(BsonDocument::getFirstKey))
                .containsSubsequence("createIndexes", "listIndexes", "insert")
                .filteredOn("insert"::equals)
                .hasSize(1);
    }
}
