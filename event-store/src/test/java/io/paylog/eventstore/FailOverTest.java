package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.ReplicaSetMember;
import io.paylog.localstores.junit.RequiresReplicaSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Eight writers and a reader go on while the replica set changes its primary. */
@RequiresReplicaSet(members = 3, own = true)
class FailOverTest {

    private static final int WRITERS = 8;
    private static final int ENOUGH = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private OwnReplicaSet set;
    private TestLogs logs;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicIntegerArray acknowledged = new AtomicIntegerArray(WRITERS);

    @BeforeEach
    void begin(LocalStores stores) {
        set = new OwnReplicaSet(stores);
        set.heal();
        logs = new TestLogs(stores);
    }

    @AfterEach
    void end() {
        stopping.set(true);
        set.heal();
        logs.close();
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_primary_steps_down() throws Exception {
        assertNothingLost(() -> {
            ReplicaSetMember primary = set.awaitPrimary();
            set.stepDown(primary);
            set.awaitPrimaryOtherThan(primary);
        });
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_primary_is_killed() throws Exception {
        assertNothingLost(() -> {
            ReplicaSetMember primary = set.awaitPrimary();
            primary.kill();
            set.awaitPrimaryOtherThan(primary);
            primary.startAgain();
        });
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_primary_is_silent_until_there_is_another() throws Exception {
        assertNothingLost(() -> {
            ReplicaSetMember primary = set.awaitPrimary();
            primary.pause();
            set.awaitPrimaryOtherThan(primary);
            primary.resume();
        });
    }

    /** The writes that wait for a majority are told that they need not wait any longer: a write concern error. */
    @Test
    void nothing_acknowledged_is_lost_when_the_primary_steps_down_while_no_other_member_answers() throws Exception {
        assertNothingLost(() -> {
            ReplicaSetMember primary = set.awaitPrimary();
            List<ReplicaSetMember> silent = set.othersThan(primary);
            silent.forEach(ReplicaSetMember::pause);
            set.stepDown(primary);
            silent.forEach(ReplicaSetMember::resume);
            set.awaitPrimaryOtherThan(primary);
        });
    }

    private void assertNothingLost(Runnable fault) throws Exception {
        EventLog first = logs.open();
        EventLog second = logs.open();
        try (ExecutorService executor = Executors.newFixedThreadPool(WRITERS + 1)) {
            List<Future<List<Told>>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(i -> executor.submit(() -> write(i % 2 == 0 ? first : second, i)))
                    .toList();
            Future<List<LoggedEvent>> reader = executor.submit(() -> follow(logs.open()));
            awaitProgressOfAll();
            fault.run();
            awaitProgressOfAll();
            stopping.set(true);

            List<Told> told = new ArrayList<>();
            for (Future<List<Told>> writer : writers) {
                told.addAll(writer.get());
            }
            set.heal();
            List<LoggedEvent> seen = reader.get();
            WrittenLog log = WrittenLog.read(logs.open());
            log.assertDense();
            log.assertHolds(told);
            assertThat(log.idsWithout(told)).isEmpty();
            assertThat(log.events()).as("what was read stays as it was").startsWith(seen.toArray(LoggedEvent[]::new));
        } finally {
            stopping.set(true);
        }
    }

    private void awaitProgressOfAll() {
        int[] before = IntStream.range(0, WRITERS).map(acknowledged::get).toArray();
        await().atMost(PATIENCE)
                .until(() -> IntStream.range(0, WRITERS).allMatch(i -> acknowledged.get(i) >= before[i] + ENOUGH));
    }

    /** One commit after the other, each repeated until it is known to be in the log. */
    private List<Told> write(EventLog log, int writer) {
        List<Told> told = new ArrayList<>();
        String aggregate = "aggregate-" + writer;
        long sequence = 0;
        while (!stopping.get()) {
            NewCommit commit = TestLogs.commit(aggregate, sequence, 1 + told.size() % 3);
            appendUntilKnown(log, commit);
            told.add(new Told(
                    Told.Outcome.STORED,
                    writer,
                    aggregate,
                    sequence,
                    commit.events().stream().map(EventEntry::id).toList()));
            sequence += commit.events().size();
            acknowledged.incrementAndGet(writer);
        }
        return told;
    }

    private static void appendUntilKnown(EventLog log, NewCommit commit) {
        boolean mayBeThere = false;
        while (true) {
            try {
                log.append(commit);
                return;
            } catch (OutcomeUnknownException e) {
                mayBeThere = true;
            } catch (AppendConflictException e) {
                // Nobody else writes this aggregate: it is the same commit, of a try before.
                assertThat(mayBeThere).as("%s", e).isTrue();
                return;
            } catch (EventLogUnavailableException | AppendOverloadedException e) {
                assertThat(e.repeatingHelps()).isTrue();
            }
        }
    }

    private List<LoggedEvent> follow(EventLog log) {
        List<LoggedEvent> seen = new ArrayList<>();
        while (!stopping.get()) {
            try {
                seen.addAll(log.eventsAfter(seen.isEmpty() ? 0 : seen.getLast().position()));
            } catch (EventLogUnavailableException e) {
                assertThat(e.repeatingHelps()).isTrue();
            }
        }
        return seen;
    }
}
