package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * A suite is worth what it finds: {@link EventLogContract} finds each log that is broken on purpose. The logs are in memory,
 * where {@link VolatileEventLogTest} shows that it finds nothing in one that is not broken.
 */
class ContractProofTest {

    /** Of positions and events, as writers are told them and as readers see them. */
    private static final List<String> PLAIN_TESTS = List.of(
            "positions_begin_at_one_and_count_events",
            "events_come_back_as_they_were_appended",
            "a_log_that_does_not_know_of_others_commits_appends_behind_them",
            "every_acknowledged_commit_is_in_the_log_once_in_order_and_without_gaps",
            "a_stream_over_many_batches_shows_each_event_once_in_order");

    /** Which a log keeps that never has any events. */
    private static final List<String> TRUE_OF_NOTHING = List.of(
            "an_empty_log_has_head_zero",
            "a_closed_log_appends_nothing_and_says_so_at_once",
            "a_position_in_time_of_an_empty_log_is_zero",
            "a_token_of_another_store_is_refused",
            "the_end_of_the_log_comes_out_of_a_waiting_stream",
            "all_who_open_a_log_know_it_by_the_same_epoch",
            "a_snapshot_of_events_that_the_log_does_not_have_is_refused");

    @Test
    void a_log_that_does_nothing_fails_all_tests_but_those_of_an_empty_one() {
        Events tests = testsOf(DoesNothing.class);

        assertThat(names(tests.succeeded())).containsExactlyInAnyOrderElementsOf(TRUE_OF_NOTHING);
        assertThat(names(tests.failed())).containsAll(PLAIN_TESTS);
    }

    @Test
    void a_log_that_loses_a_commit_is_found() {
        assertThat(failedOf(LosesACommit.class))
                .containsAll(PLAIN_TESTS)
                .contains("everything_after_any_position_is_read_also_from_inside_a_commit");
    }

    @Test
    void a_log_that_repeats_a_commit_is_found() {
        assertThat(failedOf(RepeatsACommit.class))
                .containsAll(PLAIN_TESTS)
                .contains("an_aggregate_ends_at_its_last_event_whoever_appended_it");
    }

    @Test
    void a_log_that_reorders_two_commits_is_found() {
        assertThat(failedOf(ReordersTwoCommits.class))
                .containsAll(PLAIN_TESTS)
                .contains("a_position_in_time_is_exact_below_the_millisecond");
    }

    private static List<String> failedOf(Class<? extends EventLogContract> log) {
        return names(testsOf(log).failed());
    }

    private static Events testsOf(Class<? extends EventLogContract> log) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(log))
                .execute()
                .testEvents();
    }

    private static List<String> names(Events tests) {
        return tests.stream().map(ContractProofTest::name).toList();
    }

    private static String name(Event test) {
        return ((MethodSource) test.getTestDescriptor().getSource().orElseThrow()).getMethodName();
    }

    // Nested and static, so that nobody runs them but the tests above.

    static class DoesNothing extends EventLogContract {
        DoesNothing() {
            super(BrokenLogs.thatDoNothing());
        }
    }

    static class LosesACommit extends EventLogContract {
        LosesACommit() {
            super(BrokenLogs.thatLoseACommit());
        }
    }

    static class RepeatsACommit extends EventLogContract {
        RepeatsACommit() {
            super(BrokenLogs.thatRepeatACommit());
        }
    }

    static class ReordersTwoCommits extends EventLogContract {
        ReordersTwoCommits() {
            super(BrokenLogs.thatReorderTwoCommits());
        }
    }
}
