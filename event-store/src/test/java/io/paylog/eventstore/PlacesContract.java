package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What appenders of several processes rely on: each place is given away once. */
interface PlacesContract extends ContractPart {

    @Test
    default void a_position_is_given_away_once() {
        CommitStore commits = logs().store().commits();
        commits.insert(List.of(at(1, "a", 0)));

        assertThat(commits.insert(List.of(at(1, "b", 0)))).isEqualTo(new InsertOutcome.DuplicateKey(0));
        assertThat(aggregates()).containsExactly("a");
    }

    @Test
    default void a_place_within_an_aggregate_is_given_away_once() {
        CommitStore commits = logs().store().commits();
        commits.insert(List.of(at(1, "a", 0)));

        assertThat(logs().store().commits().insert(List.of(at(2, "a", 0))))
                .isEqualTo(new InsertOutcome.DuplicateKey(0));
        assertThat(aggregates()).containsExactly("a");
    }

    @Test
    default void of_a_batch_all_before_the_first_taken_place_lands_and_nothing_behind_it() {
        CommitStore commits = logs().store().commits();
        commits.insert(List.of(at(1, "a", 0)));

        assertThat(commits.insert(List.of(at(2, "b", 0), at(3, "a", 0), at(4, "c", 0))))
                .isEqualTo(new InsertOutcome.DuplicateKey(1));
        assertThat(aggregates()).containsExactly("a", "b");
    }

    @Test
    default void who_holds_a_place_is_known_by_the_identifier_of_the_commit() {
        LoggedCommit held = at(1, "a", 0);
        CommitStore commits = logs().store().commits();
        commits.insert(List.of(held));

        assertThat(logs().store().commits().holdersOf(List.of(held.key(), new CommitKey("a", 1))))
                .containsOnlyKeys(held.key())
                .containsValue(new AppendStore.KeyHolder(held.commitId(), held.asHead()));
    }

    private static LoggedCommit at(long position, String aggregate, long sequence) {
        Head before = new Head(Math.max(0, position - 1), position - 1, 0);
        return LoggedCommit.behind(before, commit(aggregate, sequence, 1), aggregate + position);
    }

    private List<String> aggregates() {
        return logs().everything().stream().map(LoggedEvent::aggregateId).toList();
    }
}
