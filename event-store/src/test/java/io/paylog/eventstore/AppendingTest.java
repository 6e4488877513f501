package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Sorts;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@Timeout(60)
class AppendingTest {

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
    void a_commit_is_one_document_that_a_person_can_read() {
        EventLog log = logs.open();
        log.append(commit("a", 0, 1));
        log.append(commit("a", 1, 2));

        Document last =
                logs.collection("commits").find().sort(Sorts.descending("_id")).first();
        assertThat(last).isNotNull();
        assertThat(last.keySet())
                .containsExactly(
                        "_id", "aggregateType", "aggregateId", "firstSequence", "latest", "commitId", "events");
        assertThat(last.get("_id")).isEqualTo(2L);
        assertThat(last.get("firstSequence")).isEqualTo(1L);
        assertThat(last.getDate("latest").toInstant()).isEqualTo(TestLogs.NOON);
        assertThat(last.getList("events", Document.class).getFirst())
                .containsEntry("type", Things.Renamed.class.getName())
                .containsEntry("revision", "1")
                .containsEntry("timestamp", "2026-01-01T12:00:00Z")
                .containsEntry("payload", "{\"name\":\"a-1\"}")
                .containsEntry("metadata", "{}");
    }
}
