package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.eventstore.ContractLogs.FaultyLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests and answers may get lost, or be late: what was appended is there once nevertheless. */
interface UnknownOutcomeContract extends ContractPart {

    /** Long enough to send once; what happens at its end is the same on a slow machine. */
    Duration SHORT = Duration.ofMillis(500);

    @Test
    default void an_append_whose_answer_is_lost_is_found_and_there_once() {
        FaultyLog faulty = open(logs().patience());
        faulty.store().losesTheAnswer();

        NewCommit commit = commit("a", 0, 2);
        assertThat(faulty.log().append(commit)).isEqualTo(new Appended(1, 2));
        assertThat(entries()).isEqualTo(commit.events());
    }

    @Test
    default void an_append_whose_request_is_lost_is_sent_again_and_there_once() {
        FaultyLog faulty = open(logs().patience());
        faulty.store().losesTheRequest();

        NewCommit commit = commit("a", 0, 2);
        assertThat(faulty.log().append(commit)).isEqualTo(new Appended(1, 2));
        assertThat(entries()).isEqualTo(commit.events());
    }

    @Test
    default void a_request_that_arrives_after_its_repetition_landed_changes_nothing() {
        EventLog other = logs().open();
        FaultyLog faulty = open(logs().patience());
        faulty.store().onInsert(_ -> {
            other.append(commit("b", 0, 3));
            return FaultyStore.lost();
        });
        assertThat(faulty.log().append(commit("a", 0, 1))).isEqualTo(new Appended(4, 4));

        List<LoggedEvent> before = logs().everything();
        assertThat(logs().store().commits().insert(faulty.store().sent.getFirst()))
                .isInstanceOf(InsertOutcome.DuplicateKey.class);
        assertThat(logs().everything()).isEqualTo(before).hasSize(4);
    }

    @Test
    default void an_append_of_unknown_outcome_that_landed_is_there_once_and_its_repetition_is_refused() {
        FaultyLog faulty = open(SHORT);
        faulty.store().losesTheAnswer();
        faulty.store().keepsLosingLookUps();
        NewCommit commit = commit("a", 0, 2);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> faulty.log().append(commit))
                .matches(OutcomeUnknownException::repeatingHelps);

        faulty.store().answersLookUps();
        for (EventLog log : List.of(faulty.log(), logs().open())) {
            assertThatExceptionOfType(AppendConflictException.class).isThrownBy(() -> log.append(commit));
        }
        assertThat(entries()).isEqualTo(commit.events());
    }

    @Test
    default void an_append_of_unknown_outcome_that_got_lost_is_there_once_after_its_repetition() {
        FaultyLog faulty = open(SHORT);
        faulty.store().losesTheRequest();
        faulty.store().keepsLosingLookUps();
        NewCommit commit = commit("a", 0, 2);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> faulty.log().append(commit));
        assertThat(entries()).isEmpty();

        assertThat(logs().open().append(commit)).isEqualTo(new Appended(1, 2));
        logs().store().commits().insert(faulty.store().sent.getFirst());
        assertThat(entries()).isEqualTo(commit.events());
    }

    @Test
    default void after_an_append_of_unknown_outcome_the_log_goes_on() {
        FaultyLog faulty = open(SHORT);
        faulty.store().losesTheAnswer();
        faulty.store().keepsLosingLookUps();
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> faulty.log().append(commit("a", 0, 2)));

        faulty.store().answersLookUps();
        assertThat(faulty.log().append(commit("b", 0, 1))).isEqualTo(new Appended(3, 3));
    }

    private FaultyLog open(Duration deadline) {
        return logs().openFaulty(logs().settings().withAppendDeadline(deadline));
    }

    private List<EventEntry> entries() {
        return logs().everything().stream().map(LoggedEvent::entry).toList();
    }
}
