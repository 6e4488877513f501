package io.paylog.eventstore;

import static io.paylog.eventstore.FaultyStore.unavailable;
import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.paylog.eventstore.InsertOutcome.DuplicateKey;
import io.paylog.eventstore.InsertOutcome.NeverSent;
import io.paylog.eventstore.InsertOutcome.Refused;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each interleaving of a try, its answer and the others, with faults between the appender and a real store. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(60)
class GroupAppenderTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(100);

    private TestLogs logs;
    private EventLog other;
    private MongoCommits commits;
    private FaultyStore store;
    private KnownHead head;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        other = logs.open();
        LogDatabase database = logs.closing(LogDatabase.connect(logs.settings()));
        commits = new MongoCommits(database.collection("commits"), SHORT);
        store = new FaultyStore(commits);
        head = new KnownHead();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private GroupAppender appender(Duration deadline) {
        return appender(deadline, new BatchBounds(100, 1_000_000));
    }

    private GroupAppender appender(Duration deadline, BatchBounds batch) {
        AppendBounds bounds = new AppendBounds(new CommitBounds(10, batch.bytes()), batch, 1);
        return new GroupAppender(store, head, deadline, bounds, new Courtesy(ToldRivals.none(), () -> {}));
    }

    @Test
    void an_insert_whose_answer_was_lost_is_found_and_not_repeated() {
        store.losesTheAnswer();

        assertThat(appender(LONG).append(commit("a", 0, 2))).isEqualTo(new Appended(1, 2));
        assertThat(store.sent).hasSize(1);
        assertThat(other.head()).isEqualTo(2);
    }

    @Test
    void an_insert_that_got_lost_is_repeated_under_the_same_commit_id_behind_a_fresh_head() {
        store.onInsert(lost -> {
            other.append(commit("b", 0, 3));
            return FaultyStore.lost();
        });

        assertThat(appender(LONG).append(commit("a", 0, 1))).isEqualTo(new Appended(4, 4));
        assertThat(store.sentCommits())
                .extracting(LoggedCommit::commitId)
                .hasSize(2)
                .doesNotContainNull();
        assertThat(store.sentCommits().getFirst().commitId())
                .isEqualTo(store.sentCommits().getLast().commitId());
    }

    @Test
    void an_insert_that_arrives_after_it_was_given_up_lands_instead_of_its_repetition() {
        store.losesTheRequest();
        store.onInsert(repetition -> {
            commits.insert(store.sent.getFirst());
            return commits.insert(repetition);
        });

        assertThat(appender(LONG).append(commit("a", 0, 1))).isEqualTo(new Appended(1, 1));
        assertThat(other.head()).isEqualTo(1);
    }

    @Test
    void an_insert_that_arrives_after_its_repetition_landed_changes_nothing() {
        store.onInsert(lost -> {
            other.append(commit("b", 0, 1));
            return FaultyStore.lost();
        });

        assertThat(appender(LONG).append(commit("a", 0, 1))).isEqualTo(new Appended(2, 2));
        assertThat(commits.insert(store.sent.getFirst())).isInstanceOf(DuplicateKey.class);
        assertThat(other.head()).isEqualTo(2);
    }

    @Test
    void a_position_taken_by_another_aggregate_is_no_conflict() {
        other.append(commit("b", 0, 2));

        assertThat(appender(LONG).append(commit("a", 0, 1))).isEqualTo(new Appended(3, 3));
    }

    @Test
    void a_key_taken_by_another_commit_is_a_conflict_even_after_an_unknown_outcome() {
        store.onInsert(lost -> {
            other.append(commit("a", 0, 1));
            return FaultyStore.lost();
        });

        assertThatExceptionOfType(AppendConflictException.class)
                .isThrownBy(() -> appender(LONG).append(commit("a", 0, 1)));
    }

    @Test
    void a_winner_that_is_rolled_back_leaves_its_position_to_the_loser() {
        // Duplicate keys of a commit that no majority has: neither the look-up nor the head shows it.
        store.onInsert(_ -> new DuplicateKey(0)).onInsert(_ -> new DuplicateKey(0));

        assertThat(appender(LONG).append(commit("a", 0, 1))).isEqualTo(new Appended(1, 1));
        assertThat(store.sentCommits()).extracting(LoggedCommit::firstPosition).containsExactly(1L, 1L, 1L);
    }

    @Test
    void the_known_head_does_not_go_back_with_a_majority_read() {
        other.append(commit("b", 0, 5));
        head.advanceTo(new Head(1, 5, 0));
        store.onInsert(_ -> new DuplicateKey(0));
        store.onHead(() -> Optional.of(new Head(1, 3, 0)));

        assertThat(appender(LONG).append(commit("a", 0, 1))).isEqualTo(new Appended(6, 6));
    }

    @Test
    void nothing_is_inserted_before_both_the_look_up_and_the_fresh_head_succeeded() {
        store.losesTheAnswer();
        store.onLookUp(() -> {
            throw unavailable();
        });
        store.onLookUp(Map::of);
        store.onHead(() -> {
            assertThat(store.sent).hasSize(1);
            throw unavailable();
        });
        store.onHead(() -> {
            assertThat(store.sent).hasSize(1);
            return commits.headAfter(0);
        });

        assertThat(appender(LONG).append(commit("a", 0, 1))).isEqualTo(new Appended(1, 1));
    }

    @Test
    void what_is_still_unknown_at_the_deadline_is_reported_as_unknown() {
        store.onInsert(_ -> FaultyStore.lost());
        keepLookUpsFailing();

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> appender(SHORT).append(commit("a", 0, 1)))
                .satisfies(unknown -> {
                    assertThat(unknown.aggregateId()).isEqualTo("a");
                    assertThat(unknown.firstSequence()).isZero();
                    assertThat(unknown.repeatingHelps()).isTrue();
                });
    }

    @Test
    void what_was_never_sent_until_the_deadline_is_reported_as_unavailable() {
        store.onInsert(_ -> new NeverSent(new IllegalStateException("no server")));
        keepLookUpsFailing();

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> appender(SHORT).append(commit("a", 0, 1)));
    }

    private void keepLookUpsFailing() {
        store.onLookUp(() -> {
            keepLookUpsFailing();
            throw unavailable();
        });
    }

    @Test
    void what_lost_each_race_until_the_deadline_is_reported_as_overload() {
        keepLosing();

        assertThatExceptionOfType(AppendOverloadedException.class)
                .isThrownBy(() -> appender(SHORT).append(commit("a", 0, 1)));
        assertThat(other.head()).isZero();
    }

    private void keepLosing() {
        store.onInsert(_ -> {
            keepLosing();
            return new DuplicateKey(0);
        });
    }

    @Test
    void a_refusal_fails_plainly_and_at_once() {
        store.onInsert(_ -> new Refused(0, new EventLogRefusedException("no", null)));

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> appender(LONG).append(commit("a", 0, 1)));
        assertThat(store.sent).hasSize(1);
    }

    @Test
    void a_refusal_after_a_try_without_an_answer_leaves_the_outcome_unknown() {
        store.losesTheRequest().onInsert(_ -> new Refused(0, new EventLogRefusedException("no", null)));

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> appender(LONG).append(commit("a", 0, 1)));
    }

    @Test
    void an_interrupt_after_sending_leaves_the_outcome_unknown_and_the_thread_interrupted() {
        store.onInsert(_ -> {
            Thread.currentThread().interrupt();
            return FaultyStore.lost();
        });

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> appender(LONG).append(commit("a", 0, 1)));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void an_interrupt_before_sending_appends_nothing_and_leaves_the_thread_interrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> appender(LONG).append(commit("a", 0, 1)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.sent).isEmpty();
    }

    @Test
    void no_request_begins_after_the_deadline() {
        store.onInsert(_ -> new DuplicateKey(0));
        store.onLookUp(() -> {
            await().pollDelay(SHORT.multipliedBy(2)).until(() -> true);
            return Map.of();
        });
        store.onHead(() -> {
            throw new AssertionError("asked after the deadline");
        });

        assertThatExceptionOfType(AppendOverloadedException.class)
                .isThrownBy(() -> appender(SHORT).append(commit("a", 0, 1)));
    }

    @Test
    void what_is_to_be_appended_after_the_end_is_not_sent() {
        GroupAppender appender = appender(LONG);
        appender.stop(FaultyStore::unavailable);

        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> appender.append(commit("a", 0, 1)));
        assertThat(store.sent).isEmpty();
    }

    @Test
    void what_was_sent_before_the_end_without_an_answer_is_of_unknown_outcome() {
        GroupAppender appender = appender(LONG);
        store.onInsert(_ -> {
            appender.stop(FaultyStore::unavailable);
            return FaultyStore.lost();
        });

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> appender.append(commit("a", 0, 1)))
                .withCauseInstanceOf(EventLogUnavailableException.class);
    }

    @Test
    void more_waiting_appends_than_allowed_are_refused_at_once() {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch inserting = new CountDownLatch(1);
        store.onInsert(held -> {
            inserting.countDown();
            awaitQuietly(release);
            return commits.insert(held);
        });
        GroupAppender appender = appender(LONG);
        var first = CompletableFuture.supplyAsync(() -> appender.append(commit("a", 0, 1)), Thread::startVirtualThread);
        awaitQuietly(inserting);
        var second =
                CompletableFuture.supplyAsync(() -> appender.append(commit("b", 0, 1)), Thread::startVirtualThread);
        await().untilAsserted(() -> assertThat(appender.waiting()).isEqualTo(1));

        assertThatExceptionOfType(AppendOverloadedException.class).isThrownBy(() -> appender.append(commit("c", 0, 1)));

        release.countDown();
        assertThat(first.join()).isEqualTo(new Appended(1, 1));
        assertThat(second.join()).isEqualTo(new Appended(2, 2));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
