package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

interface SnapshotContract extends ContractPart {

    private static StoredSnapshot snapshot(long sequence) {
        return new StoredSnapshot("Thing", "a", sequence, TestLogs.entry("snapshot"));
    }

    @Test
    default void a_snapshot_comes_back_as_it_was_stored() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        StoredSnapshot stored = snapshot(1);
        log.storeSnapshot(stored);

        assertThat(log.snapshotOf("a")).contains(stored);
        assertThat(log.snapshotOf("nobody")).isEmpty();
    }

    @Test
    default void the_newest_snapshot_is_kept_whatever_the_order() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 10));

        for (long sequence : List.of(3L, 7L, 5L)) {
            log.storeSnapshot(snapshot(sequence));
        }

        assertThat(log.snapshotOf("a")).map(StoredSnapshot::sequence).contains(7L);
    }

    @Test
    default void the_newest_of_snapshots_stored_at_once_is_kept() throws Exception {
        EventLog log = logs().open();
        log.append(commit("a", 0, 20));
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> storing = LongStream.range(0, 20)
                    .<Callable<Boolean>>mapToObj(sequence -> () -> {
                        log.storeSnapshot(snapshot(sequence));
                        return true;
                    })
                    .toList();
            for (Future<Boolean> stored : executor.invokeAll(storing)) {
                assertThat(stored.get()).isTrue();
            }
        }

        assertThat(log.snapshotOf("a")).map(StoredSnapshot::sequence).contains(19L);
    }

    @Test
    default void a_snapshot_of_another_epoch_is_ignored_and_replaced_even_by_an_older_one() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 10));
        log.storeSnapshot(snapshot(7));
        logs().changeEpoch();
        EventLog restored = logs().open();

        assertThat(restored.snapshotOf("a")).isEmpty();
        restored.storeSnapshot(snapshot(3));
        assertThat(restored.snapshotOf("a")).map(StoredSnapshot::sequence).contains(3L);
    }

    /** As after a restore of snapshots that are newer than the log. */
    @Test
    default void a_snapshot_of_events_that_the_log_lacks_is_not_used() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        logs().store().snapshots().store(snapshot(3), 4);

        assertThat(log.snapshotOf("a")).isEmpty();
        assertThat(logs().open().snapshotOf("a")).isEmpty();

        log.append(commit("a", 3, 1));
        assertThat(log.snapshotOf("a")).map(StoredSnapshot::sequence).contains(3L);
    }

    @Test
    default void a_snapshot_of_events_that_the_log_does_not_have_is_refused() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));

        assertThatIllegalArgumentException().isThrownBy(() -> log.storeSnapshot(snapshot(3)));
        assertThat(log.snapshotOf("a")).isEmpty();
    }

    @Test
    default void a_snapshot_of_events_that_another_process_appended_is_used() {
        EventLog log = logs().open();
        EventLog other = logs().open();
        log.append(commit("a", 0, 3));
        log.storeSnapshot(snapshot(2));

        assertThat(other.snapshotOf("a")).map(StoredSnapshot::sequence).contains(2L);
    }
}
