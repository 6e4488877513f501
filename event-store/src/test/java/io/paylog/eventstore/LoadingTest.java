package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the load of an aggregate, as Axon makes it, asks of the store. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(120)
class LoadingTest {

    private static final int BATCH = 100;

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private TestLogs logs;
    private EventLog writer;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        writer = logs.open();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private EmbeddedEventStore store(EventLogSettings settings) {
        CommandListener listener = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                sent.add(event.getCommandName());
            }
        };
        LogDatabase database = LogDatabase.connect(settings, client -> client.addCommandListener(listener));
        EventLog log = logs.closing(EventLog.open(database, settings, WakeUp.none(), logs.meters));
        CommitEventStorageEngine engine = CommitEventStorageEngine.builder()
                .eventLog(log)
                .eventSerializer(JacksonSerializer.defaultSerializer())
                .snapshotSerializer(JacksonSerializer.defaultSerializer())
                .batchSize(BATCH)
                .build();
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(engine).build();
        logs.closing((AutoCloseable) store::shutDown);
        return store;
    }

    private List<Long> load() {
        return load(store(logs.settings()));
    }

    private List<Long> load(EmbeddedEventStore store) {
        sent.clear();
        DomainEventStream stream = store.readEvents("a");
        return stream.asStream().map(DomainEventMessage::getSequenceNumber).toList();
    }

    private static List<Long> sequences(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private void append(long events, int perCommit) {
        for (long sequence = 0; sequence < events; sequence += perCommit) {
            writer.append(commit("a", sequence, perCommit));
            writer.append(commit("other" + sequence, 0, 1));
        }
    }

    private void storeSnapshot(long sequence) {
        EmbeddedEventStore store = store(logs.settings());
        store.storeSnapshot(new GenericDomainEventMessage<>("Thing", "a", sequence, new Things.Created("a")));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "99, 1", "99, 3", "100, 1", "100, 4"})
    void a_load_of_no_more_than_a_batch_asks_once_for_a_snapshot_and_once_for_events(long events, int perCommit) {
        append(events, perCommit);

        assertThat(load()).isEqualTo(sequences(0, events - 1));
        assertThat(sent).containsExactly("find", "find");
    }

    @Test
    void a_load_of_nothing_asks_as_little() {
        assertThat(load()).isEmpty();
        assertThat(sent).containsExactly("find", "find");
    }

    @Test
    void a_longer_load_asks_once_more_for_each_further_batch() {
        append(250, 1);

        assertThat(load()).isEqualTo(sequences(0, 249));
        assertThat(sent).hasSize(4).containsOnly("find");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void a_load_behind_a_snapshot_asks_once_for_what_came_since_whether_there_is_something(int perCommit) {
        append(40, perCommit);
        storeSnapshot(39);

        assertThat(load()).containsExactly(39L);
        assertThat(sent).containsExactly("find", "find");

        writer.append(commit("a", 40, 2));
        assertThat(load()).isEqualTo(sequences(39, 41));
        assertThat(sent).containsExactly("find", "find");
    }

    @Test
    void a_load_from_deep_inside_a_large_commit_is_complete() {
        append(40, 20);
        storeSnapshot(25);
        assertThat(load()).isEqualTo(sequences(25, 39));

        storeSnapshot(39);
        assertThat(load()).containsExactly(39L);
        assertThat(sent).hasSizeLessThanOrEqualTo(3);

        writer.append(commit("a", 40, 20));
        storeSnapshot(50);
        assertThat(load()).isEqualTo(sequences(50, 59));
    }

    @Test
    void a_batch_ends_at_the_bound_of_characters_and_the_load_goes_on() {
        append(30, 1);
        EventLogSettings oneEvent = logs.settings().withReadBatch(1_000, 1);

        EventLog log = logs.open(oneEvent);

        for (long sequence = 0; sequence <= 30; sequence++) {
            assertThat(log.loadBatch("a", sequence, BATCH).events()).hasSize(sequence < 30 ? 1 : 0);
        }
        assertThat(load(store(oneEvent))).isEqualTo(sequences(0, 29));
    }

    @Test
    void a_batch_that_its_bounds_end_inside_a_large_commit_is_complete() {
        append(60, 20);
        EventLog oneEvent = logs.open(logs.settings().withReadBatch(1_000, 1));

        for (long sequence = 0; sequence < 60; sequence++) {
            assertThat(oneEvent.loadBatch("a", sequence, 1).events())
                    .first()
                    .extracting(LoggedEvent::sequence)
                    .isEqualTo(sequence);
        }
    }

    @Test
    void a_hole_that_a_load_begins_in_is_corruption() {
        append(60, 1);
        logs.collection("commits")
                .deleteMany(Filters.and(
                        Filters.eq("aggregateId", "a"),
                        Filters.in(
                                "firstSequence",
                                LongStream.range(20, 40).boxed().toList())));

        for (long sequence : new long[] {20, 23, 30, 39}) {
            assertThatExceptionOfType(EventLogCorruptedException.class)
                    .isThrownBy(() -> writer.eventsOf("a", sequence, BATCH));
        }
    }
}
