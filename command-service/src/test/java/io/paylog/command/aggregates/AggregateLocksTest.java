package io.paylog.command.aggregates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AggregateLocksTest {

    private static int unguarded;

    @Test
    void one_holds_a_lock_at_a_time_and_none_is_kept() throws Exception {
        AggregateLocks locks = new AggregateLocks(Duration.ofSeconds(20));
        unguarded = 0;
        List<Future<?>> counting = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 4_000; i++) {
                counting.add(executor.submit(() -> {
                    Lock lock = locks.obtainLock("a");
                    unguarded++;
                    lock.release();
                }));
            }
        }
        for (Future<?> each : counting) {
            each.get();
        }

        assertThat(unguarded).isEqualTo(4_000);
        assertThat(locks.inUse()).isZero();
    }

    @Test
    void who_waits_too_long_is_told_so_and_leaves_the_lock_to_its_holder() {
        AggregateLocks locks = new AggregateLocks(Duration.ofMillis(50));
        Lock held = locks.obtainLock("a");

        assertThatExceptionOfType(LockAcquisitionFailedException.class)
                .isThrownBy(() -> inAnotherThread(() -> locks.obtainLock("a")));

        assertThat(held.isHeld()).isTrue();
        assertThat(locks.inUse()).isEqualTo(1);
        held.release();
        inAnotherThread(() -> locks.obtainLock("a").release());
        assertThat(locks.inUse()).isZero();
    }

    @Test
    void other_aggregates_are_not_locked() {
        AggregateLocks locks = new AggregateLocks(Duration.ofMillis(50));
        locks.obtainLock("a");

        inAnotherThread(() -> locks.obtainLock("b").release());

        assertThat(locks.inUse()).isEqualTo(1);
    }

    @Test
    void a_holder_may_lock_again() {
        AggregateLocks locks = new AggregateLocks(Duration.ofMillis(50));
        Lock outer = locks.obtainLock("a");
        locks.obtainLock("a").release();

        assertThat(outer.isHeld()).isTrue();
        outer.release();
        assertThat(locks.inUse()).isZero();
    }

    private static void inAnotherThread(Runnable task) {
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            executor.submit(task).get();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
