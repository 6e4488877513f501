package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Sorts;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
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
    void an_empty_log_has_head_zero() {
        EventLog log = logs.open();

        assertThat(log.head()).isZero();
        assertThat(log.endOf("a", log.knownCommit())).isEmpty();
    }

    @Test
    void positions_begin_at_one_and_count_events() {
        EventLog log = logs.open();

        assertThat(log.append(commit("a", 0, 1))).isEqualTo(new Appended(1, 1));
        assertThat(log.append(commit("b", 0, 3))).isEqualTo(new Appended(2, 4));
        assertThat(log.append(commit("a", 1, 2))).isEqualTo(new Appended(5, 6));

        assertThat(log.head()).isEqualTo(6);
        assertThat(log.endOf("b", log.knownCommit())).contains(new AggregateEnd(4, 2));
    }

    @Test
    void a_log_opened_later_goes_on_where_another_stopped() {
        logs.open().append(commit("a", 0, 2));

        assertThat(logs.open().append(commit("b", 0, 1))).isEqualTo(new Appended(3, 3));
    }

    @Test
    void a_log_that_does_not_know_of_others_commits_appends_behind_them() {
        EventLog one = logs.open();
        EventLog other = logs.open();
        one.append(commit("a", 0, 2));
        one.append(commit("b", 0, 2));

        assertThat(other.append(commit("c", 0, 1))).isEqualTo(new Appended(5, 5));
    }

    @Test
    void a_second_commit_at_the_same_sequence_is_a_conflict_and_leaves_no_trace() {
        EventLog one = logs.open();
        EventLog other = logs.open();
        one.append(commit("a", 0, 1));

        assertThatExceptionOfType(AppendConflictException.class)
                .isThrownBy(() -> other.append(commit("a", 0, 1)))
                .satisfies(conflict -> {
                    assertThat(conflict.aggregateId()).isEqualTo("a");
                    assertThat(conflict.sequence()).isZero();
                    assertThat(conflict.repeatingHelps()).isTrue();
                });
        assertThat(other.head()).isEqualTo(1);
        assertThat(other.append(commit("b", 0, 1))).isEqualTo(new Appended(2, 2));
    }

    @Test
    void a_closed_log_appends_nothing_and_says_so_at_once() {
        EventLog log = logs.open(logs.settings().withAppendDeadline(Duration.ofMinutes(10)));
        log.close();

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> log.append(commit("a", 0, 1)))
                .withMessageContaining("closed");
    }

    @Test
    void a_commit_at_the_bound_of_events_is_taken_and_one_above_it_is_refused() {
        EventLog log = logs.open(logs.settings().withCommitBounds(3, 100_000));

        assertThat(log.append(commit("a", 0, 3)).lastPosition()).isEqualTo(3);
        assertThatExceptionOfType(CommitTooLargeException.class)
                .isThrownBy(() -> log.append(commit("a", 3, 4)))
                .withMessageContaining("4 events, at most 3");
    }

    @Test
    void a_commit_above_the_bound_of_bytes_is_refused_before_it_is_sent() {
        EventLog log = logs.open(logs.settings().withCommitBounds(10, 700));

        assertThat(log.append(commit("a", 0, 1)).lastPosition()).isEqualTo(1);
        assertThatExceptionOfType(CommitTooLargeException.class).isThrownBy(() -> log.append(commit("a", 1, 2)));
        assertThat(log.head()).isEqualTo(1);
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
