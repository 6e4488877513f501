package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.eventstore.Things.Renamed;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalStoresExtension.class)
class SnapshotsTest {

    private TestLogs logs;
    private EventLog log;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        log = logs.open();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private static StoredSnapshot snapshot(long sequence) {
        return new StoredSnapshot("Thing", "a", sequence, TestLogs.entry("snapshot"));
    }

    @Test
    void the_newest_snapshot_is_kept_whatever_the_order() {
        log.append(commit("a", 0, 10));

        for (long sequence : List.of(3L, 7L, 5L)) {
            log.storeSnapshot(snapshot(sequence));
        }

        assertThat(log.snapshotOf("a")).map(StoredSnapshot::sequence).contains(7L);
        assertThat(logs.collection("snapshots").countDocuments()).isEqualTo(1);
    }

    @Test
    void the_newest_of_snapshots_stored_at_once_is_kept() throws Exception {
        log.append(commit("a", 0, 20));
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> storing = LongStream.range(0, 20)
                    .<Callable<Boolean>>mapToObj(sequence -> () -> {
                        log.storeSnapshot(snapshot(sequence));
                        return true;
                    })
                    .toList();
            for (Future<Boolean> stored : executor.invokeAll(storing)) {
                assertThat(stored.get()).isTrue();
            }
        }

        assertThat(log.snapshotOf("a")).map(StoredSnapshot::sequence).contains(19L);
    }

    @Test
    void a_snapshot_of_another_epoch_is_ignored_and_replaced_even_by_an_older_one() {
        log.append(commit("a", 0, 10));
        log.storeSnapshot(snapshot(7));
        logs.collection("epoch").deleteMany(Filters.empty());
        EventLog restored = logs.open();

        assertThat(restored.snapshotOf("a")).isEmpty();
        restored.storeSnapshot(snapshot(3));
        assertThat(restored.snapshotOf("a")).map(StoredSnapshot::sequence).contains(3L);
    }

    @Test
    void a_snapshot_ahead_of_the_log_is_ignored() {
        log.append(commit("a", 0, 3));
        log.storeSnapshot(snapshot(2));

        logs.collection("snapshots").updateMany(Filters.empty(), Updates.set("position", 4L));

        assertThat(log.snapshotOf("a")).isEmpty();
    }

    @Test
    void a_snapshot_of_events_that_the_log_does_not_have_is_refused() {
        log.append(commit("a", 0, 3));

        assertThatIllegalArgumentException().isThrownBy(() -> log.storeSnapshot(snapshot(3)));
    }

    @Test
    void a_snapshot_of_events_that_another_process_appended_is_used() {
        EventLog other = logs.open();
        log.append(commit("a", 0, 3));
        log.storeSnapshot(snapshot(2));

        assertThat(other.snapshotOf("a")).map(StoredSnapshot::sequence).contains(2L);
    }

    @Test
    void a_snapshot_comes_back_through_the_engine_as_it_was_stored() {
        CommitEventStorageEngine engine = engine(SnapshotFilter.allowAll());
        log.append(commit("a", 0, 3));
        engine.storeSnapshot(new GenericDomainEventMessage<>("Thing", "a", 2, new Renamed("a", "state")));

        assertThat(engine.readSnapshot("a")).hasValueSatisfying(snapshot -> {
            assertThat(snapshot.getType()).isEqualTo("Thing");
            assertThat(snapshot.getSequenceNumber()).isEqualTo(2);
            assertThat(snapshot.getPayload()).isEqualTo(new Renamed("a", "state"));
        });
        assertThat(engine.readSnapshot("nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"payload, {", "type, io.paylog.eventstore.NoSuchThing"})
    void a_snapshot_that_cannot_be_read_is_left_aside(String field, String value) {
        CommitEventStorageEngine engine = engine(SnapshotFilter.allowAll());
        log.append(commit("a", 0, 3));
        engine.storeSnapshot(new GenericDomainEventMessage<>("Thing", "a", 2, new Renamed("a", "state")));
        assertThat(engine.readSnapshot("a")).isPresent();

        logs.collection("snapshots").updateMany(Filters.empty(), Updates.set(field, value));

        assertThat(engine.readSnapshot("a")).isEmpty();
    }

    @Test
    void a_snapshot_that_the_filter_refuses_is_left_aside() {
        log.append(commit("a", 0, 3));
        engine(SnapshotFilter.allowAll())
                .storeSnapshot(new GenericDomainEventMessage<>("Thing", "a", 2, new Renamed("a", "state")));

        assertThat(engine(SnapshotFilter.rejectAll()).readSnapshot("a")).isEmpty();
    }

    private CommitEventStorageEngine engine(SnapshotFilter filter) {
        return CommitEventStorageEngine.builder()
                .eventLog(log)
                .eventSerializer(JacksonSerializer.defaultSerializer())
                .snapshotSerializer(JacksonSerializer.defaultSerializer())
                .snapshotFilter(filter)
                .build();
    }
}
