package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.eventstore.Things.Renamed;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.List;
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
    void snapshots_of_one_aggregate_take_one_document() {
        log.append(commit("a", 0, 10));

        for (long sequence : List.of(3L, 7L, 5L)) {
            log.storeSnapshot(snapshot(sequence));
        }

        assertThat(logs.collection("snapshots").find())
                .singleElement()
                .satisfies(kept -> assertThat(kept.getLong("sequence")).isEqualTo(7));
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
