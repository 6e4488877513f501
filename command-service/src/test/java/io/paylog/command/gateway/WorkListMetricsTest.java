package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paylog.command.gateway.WorkListFigures.OfKind;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkListMetricsTest {

    private static final WorkListFigures FIGURES = new WorkListFigures(6, 5, new OfKind(4, 3), new OfKind(2, 1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CountDownLatch storeAnswers = new CountDownLatch(1);
    private final AtomicBoolean away = new AtomicBoolean();

    private @Nullable WorkListMetrics metrics;

    @AfterEach
    void close() {
        if (metrics != null) {
            metrics.close();
        }
        meters.close();
    }

    @Test
    void every_figure_is_shown_as_it_was_read() {
        show(() -> FIGURES);

        await().untilAsserted(() -> assertThat(shown("paylog.gateway.work")).isEqualTo(6));
        assertThat(shown("paylog.gateway.work.parked")).isEqualTo(5);
        assertThat(shown("paylog.gateway.work.unresolved", "charge")).isEqualTo(4);
        assertThat(shown("paylog.gateway.work.oldest", "charge")).isEqualTo(3);
        assertThat(shown("paylog.gateway.work.unresolved", "refund")).isEqualTo(2);
        assertThat(shown("paylog.gateway.work.oldest", "refund")).isEqualTo(1);
    }

    @Test
    void whoever_asks_does_not_wait_for_the_store() {
        show(this::whenTheStoreAnswers);

        assertThat(shown("paylog.gateway.work")).isNaN();
        assertThat(shown("paylog.gateway.work.oldest", "refund")).isNaN();

        storeAnswers.countDown();
        await().untilAsserted(() -> assertThat(shown("paylog.gateway.work")).isEqualTo(6));
    }

    @Test
    void figures_that_cannot_be_read_any_more_are_not_shown_until_they_can() {
        show(this::unlessAway);

        await().untilAsserted(() -> assertThat(shown("paylog.gateway.work")).isEqualTo(6));
        away.set(true);
        await().untilAsserted(() -> assertThat(shown("paylog.gateway.work")).isNaN());
        away.set(false);
        await().untilAsserted(() -> assertThat(shown("paylog.gateway.work")).isEqualTo(6));
    }

    private WorkListFigures whenTheStoreAnswers() {
        try {
            storeAnswers.await();
            return FIGURES;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WorkListFigures unlessAway() {
        if (away.get()) {
            throw new IllegalStateException("the store does not answer");
        }
        return FIGURES;
    }

    private void show(Supplier<WorkListFigures> list) {
        metrics = new WorkListMetrics(list, Duration.ofMillis(1));
        metrics.bindTo(meters);
    }

    private double shown(String name) {
        return meters.get(name).gauge().value();
    }

    private double shown(String name, String kind) {
        Gauge gauge = meters.get(name).tag("kind", kind).gauge();
        return gauge.value();
    }
}
