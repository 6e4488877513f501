package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.RequiresReplicaSet;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class OpeningTest {

    private TestLogs logs;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
    }

    @AfterEach
    void end() {
        logs.close();
    }

    @Test
    void all_who_open_a_new_log_at_once_agree_on_its_epoch() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> openers = Stream.generate(() -> (Callable<String>) this::epochOfOneMore)
                    .limit(4)
                    .toList();
            List<String> epochs = executor.invokeAll(openers).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(epochs).hasSize(1);
            assertThat(logs.open().epoch()).isEqualTo(epochs.getFirst());
        }
    }

    private String epochOfOneMore() {
        try (EventLog log = EventLog.open(logs.settings(), WakeUp.none())) {
            return log.epoch();
        }
    }

    @Test
    void what_is_remembered_of_an_aggregate_is_not_compared_with_a_log_that_was_restored() {
        EventLog log = logs.open();
        log.append(TestLogs.commit("a", 0, 2));
        assertThat(log.endOfRemembered("a", log.knownCommit())).contains(new AggregateEnd(2, 1));
        assertThat(log.endOfRemembered("b", log.knownCommit())).isEmpty();

        logs.collection("epoch").deleteMany(Filters.empty());
        logs.open();

        assertThatExceptionOfType(ForeignTokenException.class)
                .isThrownBy(() -> log.endOfRemembered("a", log.knownCommit()));
    }

    @Test
    void a_restored_log_has_another_epoch_and_refuses_what_was_recorded_under_the_old_one() {
        String before = logs.open().epoch();
        logs.collection("epoch").deleteMany(Filters.empty());
        EventLog restored = logs.open();

        restored.requireEpoch(restored.epoch());
        assertThatExceptionOfType(ForeignTokenException.class)
                .isThrownBy(() -> restored.requireEpoch(before))
                .withMessageContaining(before)
                .withMessageContaining(restored.epoch())
                .matches(foreign -> !foreign.repeatingHelps());
    }

    @Test
    void the_index_that_decides_conflicts_is_there_before_the_first_commit() {
        logs.open();

        assertThat(logs.collection("commits").listIndexes())
                .anySatisfy(index -> assertThat(index)
                        .containsEntry("key", new Document("aggregateId", 1).append("firstSequence", 1))
                        .containsEntry("unique", true));
    }

    @Test
    @RequiresReplicaSet
    void an_index_of_that_name_that_is_not_unique_is_refused() {
        logs.collection("commits")
                .createIndex(Indexes.ascending("aggregateId", "firstSequence"), new IndexOptions().name("aggregate"));

        assertThatExceptionOfType(EventLogException.class).isThrownBy(logs::open);
    }

    @Test
    void servers_that_do_not_answer_are_reported_within_the_configured_time() {
        EventLogSettings nowhere = EventLogSettings.of("mongodb://127.0.0.1:1/", "nowhere")
                .withTimeouts(Duration.ofMillis(100), Duration.ofMillis(100));

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> EventLog.open(nowhere, WakeUp.none()));
    }
}
