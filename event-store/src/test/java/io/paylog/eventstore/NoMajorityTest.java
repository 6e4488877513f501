package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.ReplicaSetMember;
import io.paylog.localstores.junit.RequiresReplicaSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary that two silent members leave alone: what it takes, a majority does not have and may never get. */
@RequiresReplicaSet(members = 3, own = true)
class NoMajorityTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private OwnReplicaSet set;
    private TestLogs logs;
    private EventLog log;
    private ReplicaSetMember primary;
    private List<ReplicaSetMember> secondaries;

    @BeforeEach
    void begin(LocalStores stores) {
        set = new OwnReplicaSet(stores);
        set.heal();
        logs = new TestLogs(stores);
        log = logs.open();
        appendUntilKnown(commit("a", 0, 2));
        primary = set.awaitPrimary();
        secondaries = set.othersThan(primary);
    }

    @AfterEach
    void end() {
        set.heal();
        logs.close();
    }

    private void appendInVain(NewCommit commit) {
        assertThatExceptionOfType(EventLogException.class)
                .isThrownBy(() -> log.append(commit))
                .isInstanceOfAny(OutcomeUnknownException.class, EventLogUnavailableException.class);
    }

    private List<Object> aggregatesOn(ReplicaSetMember member) {
        return OwnReplicaSet.commitsOn(member, logs.settings().database()).stream()
                .map(commit -> commit.get("aggregateId"))
                .toList();
    }

    private void appendUntilKnown(NewCommit commit) {
        await().atMost(PATIENCE).until(() -> {
            try {
                log.append(commit);
                return true;
            } catch (AppendConflictException e) {
                return true; // of the try before: nobody else writes this aggregate
            } catch (OutcomeUnknownException | EventLogUnavailableException e) {
                return false;
            }
        });
    }

    @Test
    void a_commit_that_no_majority_has_is_neither_acknowledged_nor_read_and_can_be_repeated() {
        EventLog reader = logs.open();
        secondaries.forEach(ReplicaSetMember::pause);
        NewCommit commit = commit("b", 0, 1);

        appendInVain(commit);
        try {
            assertThat(reader.eventsAfter(0))
                    .extracting(LoggedEvent::aggregateId)
                    .containsExactly("a", "a");
            assertThat(reader.head()).isEqualTo(2);
        } catch (EventLogUnavailableException e) {
            assertThat(e.repeatingHelps()).isTrue(); // a primary that is alone for long steps down
        }

        secondaries.forEach(ReplicaSetMember::resume);
        appendUntilKnown(commit);
        assertThat(log.eventsAfter(0)).extracting(LoggedEvent::aggregateId).containsExactly("a", "a", "b");
    }

    @Test
    void what_only_a_primary_had_that_died_is_rolled_back_and_its_positions_are_used_again() {
        secondaries.forEach(ReplicaSetMember::pause);
        NewCommit lost = commit("lost", 0, 3);
        appendInVain(lost);
        assertThat(aggregatesOn(primary))
                .as("what would have to be rolled back")
                .containsExactly("a", "lost");
        primary.kill();
        // not resumed: what the primary has sent them waits in their sockets, and they would have it then
        secondaries.forEach(ReplicaSetMember::kill);
        secondaries.forEach(ReplicaSetMember::startAgain);
        set.awaitPrimaryOtherThan(primary);

        appendUntilKnown(commit("b", 0, 1));
        set.heal();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(aggregatesOn(primary))
                        .as("after its rollback")
                        .containsExactly("a", "b"));
        appendUntilKnown(lost);
        assertThat(log.eventsAfter(0))
                .extracting(LoggedEvent::aggregateId)
                .containsExactly("a", "a", "b", "lost", "lost", "lost");
        assertThat(log.eventsAfter(0)).extracting(LoggedEvent::position).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void whether_a_position_is_ahead_of_the_log_is_not_answered_by_a_primary_that_is_alone() {
        assertThatExceptionOfType(ForeignTokenException.class).isThrownBy(() -> log.requireNotAhead(3));
        secondaries.forEach(ReplicaSetMember::pause);

        assertThatExceptionOfType(EventLogUnavailableException.class).isThrownBy(() -> log.requireNotAhead(3));
    }

    @Test
    void a_follower_that_is_silent_does_not_matter_while_there_is_a_majority() {
        secondaries.getFirst().pause();

        log.append(commit("b", 0, 1));
        assertThat(log.head()).isEqualTo(3);
        assertThat(OwnReplicaSet.commitsOn(primary, logs.settings().database()))
                .extracting(document -> document.getLong("_id"))
                .containsExactly(1L, 3L);
    }
}
