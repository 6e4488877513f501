package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.eventstore.Told.Outcome;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That the checks of logs that processes have written find what is wrong. */
@ExtendWith(LocalStoresExtension.class)
class WrittenLogTest {

    private static final NewCommit FIRST = commit("a", 0, 2);
    private static final NewCommit SECOND = commit("a", 2, 1);

    private TestLogs logs;
    private EventLog log;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        log = logs.open();
        log.append(FIRST);
        log.append(SECOND);
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private static Told told(Outcome outcome, NewCommit commit) {
        return new Told(
                outcome,
                0,
                commit.aggregateId(),
                commit.firstSequence(),
                commit.events().stream().map(EventEntry::id).toList());
    }

    private void assertWrong(Told... told) {
        WrittenLog written = WrittenLog.read(log);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> written.assertHolds(List.of(told)));
    }

    @Test
    void what_is_as_it_was_told_is_right() {
        WrittenLog written = WrittenLog.read(log);

        written.assertDense();
        written.assertHolds(List.of(
                told(Outcome.STORED, FIRST),
                told(Outcome.CHANGED_BY_ANOTHER, commit("a", 2, 1)),
                told(Outcome.CREATED_BY_ANOTHER, commit("a", 0, 1)),
                told(Outcome.STORED, SECOND)));
        assertThat(written.idsWithout(List.of(told(Outcome.STORED, FIRST))))
                .containsExactly(SECOND.events().getFirst().id());
        assertThat(Told.ofLine(told(Outcome.STORED, FIRST).asLine())).isEqualTo(told(Outcome.STORED, FIRST));
    }

    @Test
    void what_is_lost_moved_or_out_of_order_is_found() {
        assertWrong(told(Outcome.STORED, commit("a", 3, 1)));
        assertWrong(told(Outcome.STORED, new NewCommit("Thing", "a", 1, FIRST.events())));
        assertWrong(told(Outcome.STORED, SECOND), told(Outcome.STORED, FIRST));
    }

    @Test
    void a_conflict_with_nobody_or_of_the_wrong_kind_or_that_was_stored_is_found() {
        assertWrong(told(Outcome.CHANGED_BY_ANOTHER, commit("a", 3, 1)));
        assertWrong(told(Outcome.CREATED_BY_ANOTHER, commit("a", 2, 1)));
        assertWrong(told(Outcome.CHANGED_BY_ANOTHER, SECOND));
    }

    @Test
    void the_same_event_twice_is_found() {
        logs.collection("commits")
                .insertOne(CommitDocuments.write(new LoggedCommit(4, "Thing", "b", 0, 0, "again", SECOND.events())));

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> WrittenLog.read(log));
    }

    @Test
    void a_hole_in_an_aggregate_is_found() {
        logs.collection("commits")
                .insertOne(CommitDocuments.write(new LoggedCommit(
                        4, "Thing", "a", 7, 0, "hole", commit("a", 7, 1).events())));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> WrittenLog.read(log).assertDense());
    }
}
