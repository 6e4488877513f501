package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paylog.eventstore.Callers.Caller;
import io.paylog.eventstore.InsertOutcome.AllRefused;
import io.paylog.eventstore.InsertOutcome.DuplicateKey;
import io.paylog.eventstore.InsertOutcome.Refused;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of commits that go together, with faults between the appender and a real store. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(120)
class GroupCommitTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final BatchBounds WIDE = new BatchBounds(100, 1_000_000);

    @AutoClose
    private final TestLogs logs;

    private final EventLog other;
    private final MongoCommits commits;
    private final FaultyStore store;
    private final KnownHead head = new KnownHead();

    GroupCommitTest(LocalStores stores) {
        logs = new TestLogs(stores);
        other = logs.open();
        commits = new MongoCommits(
                logs.closing(LogDatabase.connect(logs.settings())).collection("commits"), Duration.ofSeconds(1));
        store = new FaultyStore(commits);
    }

    private GroupAppender appender(Duration deadline, BatchBounds batch) {
        AppendBounds bounds = new AppendBounds(new CommitBounds(10, batch.bytes()), batch, 10);
        return new GroupAppender(store, head, deadline, bounds, new Courtesy(ToldRivals.none(), () -> {}));
    }

    private Callers callers() {
        return callers(WIDE);
    }

    private Callers callers(BatchBounds batch) {
        return Callers.behindOneWhoSends(store, appender(LONG, batch), commits::insert);
    }

    private List<List<String>> sentAggregates() {
        return store.sent.stream()
                .map(batch -> batch.stream().map(LoggedCommit::aggregateId).toList())
                .toList();
    }

    private static void assertLanded(Caller caller, long firstPosition, long lastPosition) {
        assertThat(caller.fate().join()).isEqualTo(new Appended(firstPosition, lastPosition));
    }

    private static AbstractThrowableAssert<?, ?> assertFailed(Caller caller) {
        return assertThatThrownBy(() -> caller.fate().join()).cause();
    }

    @Test
    void commits_that_come_while_one_is_sent_go_together_in_their_order() {
        Callers callers = callers();
        Caller a = callers.queue(commit("a", 0, 2));
        Caller b = callers.queue(commit("b", 0, 1));
        Caller c = callers.queue(commit("c", 0, 3));

        callers.release();

        assertLanded(callers.first(), 1, 1);
        assertLanded(a, 2, 3);
        assertLanded(b, 4, 4);
        assertLanded(c, 5, 7);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a", "b", "c"));
        assertThat(other.eventsAfter(0)).hasSize(7);
    }

    @Test
    void a_caller_does_not_send_for_others_once_its_own_commit_landed() {
        Callers callers = callers();
        AtomicReference<Thread> sender = new AtomicReference<>();
        store.onInsert(batch -> {
            sender.set(Thread.currentThread());
            return commits.insert(batch);
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertLanded(b, 3, 3);
        assertThat(sender).hasValue(a.thread());
    }

    @Test
    void a_batch_holds_one_commit_of_an_aggregate_and_the_next_one_follows_in_order() {
        Callers callers = callers();
        Caller a0 = callers.queue(commit("a", 0, 1));
        Caller a1 = callers.queue(commit("a", 1, 1));
        Caller b0 = callers.queue(commit("b", 0, 1));
        Caller a2 = callers.queue(commit("a", 2, 1));

        callers.release();

        assertLanded(a0, 2, 2);
        assertLanded(b0, 3, 3);
        assertLanded(a1, 4, 4);
        assertLanded(a2, 5, 5);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a", "b"), List.of("a"), List.of("a"));
    }

    @Test
    void a_batch_is_full_at_its_bound_of_commits() {
        Callers callers = callers(new BatchBounds(2, 1_000_000));
        callers.queue(commit("a", 0, 1));
        callers.queue(commit("b", 0, 1));
        Caller c = callers.queue(commit("c", 0, 1));

        callers.release();

        assertLanded(c, 4, 4);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a", "b"), List.of("c"));
    }

    @Test
    void a_batch_is_full_at_its_bound_of_bytes() {
        int two = Math.toIntExact(2 * CommitBounds.bytesOf(commit("a", 0, 1)));
        Callers callers = callers(new BatchBounds(10, two));
        callers.queue(commit("a", 0, 1));
        callers.queue(commit("b", 0, 1));
        callers.queue(commit("c", 0, 1));
        Caller d = callers.queue(commit("d", 0, 1));

        callers.release();

        assertLanded(d, 5, 5);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a", "b"), List.of("c", "d"));
    }

    @Test
    void a_batch_one_byte_above_its_bound_is_parted_and_a_commit_that_fills_one_goes_alone() {
        long each = CommitBounds.bytesOf(commit("a", 0, 1));
        Callers callers = callers(new BatchBounds(10, Math.toIntExact(2 * each - 1)));
        callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertLanded(b, 3, 3);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a"), List.of("b"));
    }

    @Test
    void a_conflict_ends_that_commit_alone_and_the_others_go_on_after_one_look_up() {
        other.append(commit("b", 0, 1));
        Callers callers = callers();
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));
        Caller c = callers.queue(commit("c", 0, 1));
        other.append(commit("d", 0, 1));
        Caller d = callers.queue(commit("d", 0, 1));

        callers.release();

        assertLanded(a, 4, 4);
        assertFailed(b).isInstanceOf(AppendConflictException.class).hasMessageContaining("aggregate b");
        assertLanded(c, 5, 5);
        assertFailed(d).isInstanceOf(AppendConflictException.class).hasMessageContaining("aggregate d");
        // The first one lost its position once; then the batch was looked up once.
        assertThat(store.lookedUp).hasSize(2);
        assertThat(store.lookedUp.getLast())
                .containsExactly(new CommitKey("b", 0), new CommitKey("c", 0), new CommitKey("d", 0));
        assertThat(sentAggregates().getLast()).containsExactly("c");
    }

    @Test
    void what_landed_before_a_duplicate_key_is_not_sent_again() {
        Callers callers = callers();
        store.onInsert(batch -> {
            commits.insert(batch.subList(0, 1));
            return new DuplicateKey(1);
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertLanded(a, 2, 2);
        assertLanded(b, 3, 3);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a", "b"), List.of("b"));
        assertThat(store.lookedUp).containsExactly(List.of(new CommitKey("b", 0)));
    }

    @Test
    void of_a_partly_failed_batch_whose_majority_is_open_each_commit_is_looked_up() {
        Callers callers = callers();
        store.onInsert(batch -> {
            commits.insert(batch.subList(0, 1));
            return FaultyStore.lost();
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertLanded(a, 2, 2);
        assertLanded(b, 3, 3);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a", "b"), List.of("b"));
        assertThat(store.lookedUp).containsExactly(List.of(new CommitKey("a", 0), new CommitKey("b", 0)));
    }

    @Test
    void a_batch_whose_answer_was_lost_is_found_and_not_repeated() {
        Callers callers = callers();
        store.losesTheAnswer();
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 2));

        callers.release();

        assertLanded(a, 2, 2);
        assertLanded(b, 3, 4);
        assertThat(store.sent).hasSize(2);
    }

    @Test
    void a_batch_that_arrives_after_it_was_given_up_lands_instead_of_its_repetition() {
        Callers callers = callers();
        store.losesTheRequest();
        store.onInsert(repetition -> {
            commits.insert(store.sent.get(1));
            return commits.insert(repetition);
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertLanded(a, 2, 2);
        assertLanded(b, 3, 3);
        assertThat(other.head()).isEqualTo(3);
    }

    @Test
    void a_batch_that_was_rolled_back_is_sent_again_under_the_same_identities_with_whoever_came_meanwhile() {
        Callers callers = callers();
        CompletableFuture<Caller> late = new CompletableFuture<>();
        store.losesTheRequest();
        store.onHead(() -> {
            late.complete(callers.start(commit("late", 0, 1)));
            return Optional.empty();
        });
        Caller a = callers.queue(commit("a", 0, 1));

        callers.release();

        assertLanded(a, 2, 2);
        assertLanded(late.join(), 3, 3);
        assertThat(store.sent.get(2).getFirst()).isEqualTo(store.sent.get(1).getFirst());
    }

    @Test
    void another_process_that_takes_the_position_in_between_is_no_conflict_for_any_of_a_batch() {
        Callers callers = callers();
        store.onInsert(batch -> {
            other.append(commit("x", 0, 4));
            return commits.insert(batch);
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertLanded(a, 6, 6);
        assertLanded(b, 7, 7);
    }

    @Test
    void a_refusal_ends_that_commit_alone() {
        Callers callers = callers();
        store.onInsert(batch -> {
            commits.insert(batch.subList(0, 1));
            return new Refused(1, new EventLogRefusedException("no", null));
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));
        Caller c = callers.queue(commit("c", 0, 1));

        callers.release();

        assertLanded(a, 2, 2);
        assertFailed(b).isInstanceOf(EventLogRefusedException.class);
        assertLanded(c, 3, 3);
    }

    @Test
    void a_request_that_is_refused_as_a_whole_ends_all_appends_and_no_commit_is_to_blame() {
        Callers callers = callers();
        store.onInsert(_ -> new AllRefused(new EventLogRefusedException("no", null)));
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));
        Caller next = callers.queue(commit("b", 1, 1));

        callers.release();

        assertFailed(a).isInstanceOf(EventLogRefusedException.class);
        assertFailed(b).isInstanceOf(EventLogRefusedException.class);
        assertFailed(next).isInstanceOf(EventLogRefusedException.class);
        assertThat(Stream.of(a, b, next).map(caller -> caller.fate().exceptionNow()))
                .as("exceptions, each with the trace of its own caller")
                .doesNotHaveDuplicates();
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("a", "b"));
    }

    @Test
    void a_refused_request_leaves_open_what_became_of_a_try_before_it() {
        Callers callers = callers();
        store.losesTheRequest().onInsert(_ -> new AllRefused(new EventLogRefusedException("no", null)));
        Caller a = callers.queue(commit("a", 0, 1));

        callers.release();

        assertFailed(a).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void a_look_up_that_is_refused_ends_all_appends() {
        Callers callers = callers();
        store.onInsert(_ -> new DuplicateKey(0)).onLookUp(() -> {
            throw new EventLogRefusedException("no", null);
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertFailed(a).isInstanceOf(EventLogRefusedException.class);
        assertFailed(b).isInstanceOf(EventLogRefusedException.class);
    }

    @Test
    void an_error_in_one_caller_leaves_its_outcome_unknown_and_the_others_go_on() {
        Callers callers = callers();
        store.onInsert(batch -> {
            commits.insert(batch);
            throw new StackOverflowError("of a test");
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));
        Caller c = callers.queue(commit("c", 0, 1));

        callers.release();

        assertFailed(a).isInstanceOf(OutcomeUnknownException.class).hasCauseInstanceOf(StackOverflowError.class);
        assertLanded(b, 3, 3);
        assertLanded(c, 4, 4);
        assertThat(store.sent).hasSize(2);
    }

    @Test
    void an_error_before_anything_was_sent_is_passed_on_and_the_others_go_on() {
        other.append(commit("b", 0, 1));
        Callers callers = Callers.behindOneWhoSends(store, appender(LONG, WIDE), _ -> new DuplicateKey(0));
        store.onLookUp(() -> {
            throw new StackOverflowError("of a test");
        });
        Caller a = callers.queue(commit("a", 0, 1));

        callers.release();

        assertFailed(callers.first()).isInstanceOf(StackOverflowError.class);
        assertLanded(a, 2, 2);
    }

    @Test
    void an_interrupt_of_the_caller_who_sends_leaves_only_its_own_outcome_unknown() {
        Callers callers = callers();
        store.onInsert(batch -> {
            commits.insert(batch);
            Thread.currentThread().interrupt();
            return FaultyStore.lost();
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertFailed(a).isInstanceOf(OutcomeUnknownException.class);
        assertLanded(b, 3, 3);
    }

    @Test
    void an_interrupt_of_a_caller_who_waits_appends_nothing_of_it() {
        Callers callers = callers();
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        a.thread().interrupt();

        assertFailed(a).isInstanceOf(EventLogUnavailableException.class).hasMessageContaining("nothing was appended");
        callers.release();
        assertLanded(b, 2, 2);
        assertThat(sentAggregates()).containsExactly(List.of("first"), List.of("b"));
    }

    @Test
    void an_interrupt_of_a_caller_whose_commit_another_one_sends_leaves_its_outcome_unknown() {
        GroupAppender appender = appender(LONG, WIDE);
        Callers callers = Callers.behindOneWhoSends(store, appender, commits::insert);
        CompletableFuture<Caller> interrupted = new CompletableFuture<>();
        store.onInsert(batch -> {
            interrupted.join().thread().interrupt();
            assertFailed(interrupted.join()).isInstanceOf(OutcomeUnknownException.class);
            assertThat(appender.waiting()).isZero();
            return commits.insert(batch);
        });
        Caller a = callers.queue(commit("a", 0, 1));
        interrupted.complete(callers.queue(commit("b", 0, 1)));

        callers.release();

        assertLanded(a, 2, 2);
        assertThat(other.head()).isEqualTo(3);
    }

    @Test
    void a_deadline_ends_the_wait_of_those_who_were_not_sent_and_of_those_whose_answer_is_missing() {
        CompletableFuture<Caller> waiting = new CompletableFuture<>();
        Callers callers = Callers.behindOneWhoSends(store, appender(SHORT, WIDE), batch -> {
            assertFailed(waiting.join())
                    .isInstanceOf(EventLogUnavailableException.class)
                    .hasMessageContaining("did not answer")
                    .hasMessageContaining("nothing was appended");
            return FaultyStore.lost();
        });
        waiting.complete(callers.start(commit("a", 0, 1)));

        callers.release();

        assertFailed(callers.first()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(sentAggregates()).containsExactly(List.of("first"));
    }

    @Test
    void the_end_is_awaited_until_the_last_answer_has_come() {
        GroupAppender appender = appender(LONG, WIDE);
        Callers callers = Callers.behindOneWhoSends(store, appender, commits::insert);
        appender.stop(FaultyStore::unavailable);

        assertThat(appender.awaitAnswers(Duration.ofMillis(1))).isFalse();
        callers.release();

        assertThat(appender.awaitAnswers(LONG)).isTrue();
        assertLanded(callers.first(), 1, 1);
    }

    @Test
    void at_the_end_a_caller_whose_commit_another_one_sends_is_told_its_answer() {
        GroupAppender appender = appender(LONG, WIDE);
        Callers callers = Callers.behindOneWhoSends(store, appender, commits::insert);
        store.onInsert(batch -> {
            appender.stop(FaultyStore::unavailable);
            return commits.insert(batch);
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertLanded(a, 2, 2);
        assertLanded(b, 3, 3);
    }

    @Test
    void at_the_end_those_who_wait_are_told_at_once_and_those_who_were_sent_by_their_answer() {
        GroupAppender appender = appender(LONG, WIDE);
        Callers callers = Callers.behindOneWhoSends(store, appender, commits::insert);
        Caller a = callers.queue(commit("a", 0, 1));

        appender.stop(FaultyStore::unavailable);

        assertFailed(a).isInstanceOf(EventLogUnavailableException.class);
        callers.release();
        assertLanded(callers.first(), 1, 1);
        assertThat(other.head()).isEqualTo(1);
    }

    @Test
    void at_the_end_those_whose_answer_is_missing_are_of_unknown_outcome() {
        GroupAppender appender = appender(LONG, WIDE);
        Callers callers = Callers.behindOneWhoSends(store, appender, commits::insert);
        store.onInsert(batch -> {
            appender.stop(FaultyStore::unavailable);
            return FaultyStore.lost();
        });
        Caller a = callers.queue(commit("a", 0, 1));
        Caller b = callers.queue(commit("b", 0, 1));

        callers.release();

        assertFailed(a).isInstanceOf(OutcomeUnknownException.class);
        assertFailed(b).isInstanceOf(OutcomeUnknownException.class);
        assertThat(store.lookedUp).isEmpty();
    }

    @Test
    void a_commit_that_cannot_be_placed_fails_for_its_caller_alone() {
        GroupAppender appender = appender(LONG, WIDE);
        Callers callers = Callers.behindOneWhoSends(store, appender, commits::insert);
        Caller a = callers.queue(commit("a", 0, 1));

        assertThatThrownBy(() -> appender.append(TestLogs.commitAt("b", 0, Instant.MAX)))
                .isInstanceOf(ArithmeticException.class);

        callers.release();
        assertLanded(a, 2, 2);
    }

    @Test
    void the_holders_of_many_keys_are_one_answer() {
        for (int i = 0; i < 150; i++) {
            other.append(commit("a-" + i, 0, 1));
        }
        List<CommitKey> keys = IntStream.range(0, 300)
                .mapToObj(i -> new CommitKey("a-" + i, 0))
                .toList();

        Map<CommitKey, AppendStore.KeyHolder> holders = commits.holdersOf(keys);

        assertThat(holders).hasSize(150);
        assertThat(holders)
                .hasEntrySatisfying(
                        new CommitKey("a-149", 0),
                        holder -> assertThat(holder.end().lastPosition()).isEqualTo(150));
    }
}
