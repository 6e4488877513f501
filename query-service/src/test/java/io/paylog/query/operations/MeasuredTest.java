package io.paylog.query.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.query.operations.Measured.Figures;
import io.paylog.query.projecting.ProjectionStatus;
import io.paylog.query.projecting.ProjectionStatus.State;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MeasuredTest {

    private static final Figures FIGURES = new Figures(
            new ProjectionStatus("payments", 1, 1, State.RUNNING, 7, true, null), new ProjectionLag(10, 3L, 1.5));

    private final CountDownLatch storesAnswer = new CountDownLatch(1);
    private final AtomicInteger measurements = new AtomicInteger();

    @Test
    void each_figure_is_shown_as_it_was_measured_once() {
        Measured measured = measured(() -> FIGURES, () -> 0);

        assertThat(measured.position()).isEqualTo(7);
        assertThat(measured.events()).isEqualTo(3);
        assertThat(measured.age()).isEqualTo(1.5);
        assertThat(measured.replaying()).isEqualTo(1);
        assertThat(measured.stopped()).isZero();
        assertThat(measurements).hasValue(1);
    }

    @Test
    void a_view_that_is_ahead_of_the_log_does_not_go_on_and_has_no_lag() {
        Measured measured = measured(() -> new Figures(FIGURES.status(), new ProjectionLag(5, null, null)));

        assertThat(measured.stopped()).isEqualTo(1);
        assertThat(measured.events()).isNaN();
    }

    @Test
    void nothing_is_known_while_the_stores_do_not_answer_and_they_are_not_asked_again_meanwhile() {
        Measured measured = measured(() -> {
            awaitStores();
            return FIGURES;
        });

        assertThat(measured.position()).isNaN();
        assertThat(measured.stopped()).isNaN();
        await().until(() -> Double.isNaN(measured.position()) && measurements.get() == 1);

        storesAnswer.countDown();
        await().untilAsserted(() -> assertThat(measured.position()).isEqualTo(7));
    }

    @Test
    void nothing_is_known_when_the_stores_fail_until_they_do_not() {
        Measured measured = measured(() -> {
            if (measurements.get() == 1) {
                throw new IllegalStateException("the store is away");
            }
            return FIGURES;
        });

        assertThat(measured.position()).isNaN();
        await().untilAsserted(() -> assertThat(measured.position()).isEqualTo(7));
    }

    private Measured measured(Supplier<Figures> measuring) {
        return measured(measuring, System::nanoTime);
    }

    private Measured measured(Supplier<Figures> measuring, LongSupplier clock) {
        Executor executor = Thread::startVirtualThread;
        return new Measured(
                () -> {
                    measurements.incrementAndGet();
                    return measuring.get();
                },
                executor,
                clock);
    }

    private void awaitStores() {
        try {
            storesAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
