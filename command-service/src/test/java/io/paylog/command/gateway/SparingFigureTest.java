package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SparingFigureTest {

    private final AtomicInteger determined = new AtomicInteger();

    @Test
    void a_figure_is_not_determined_with_each_question() {
        SparingFigure figure = new SparingFigure(determined::incrementAndGet, Duration.ofHours(1));

        assertThat(figure.get()).isEqualTo(figure.get());
        assertThat(determined).hasValue(1);
    }

    @Test
    void a_figure_is_determined_again_after_its_interval() {
        SparingFigure figure = new SparingFigure(determined::incrementAndGet, Duration.ofMillis(1));

        await().until(() -> figure.get().intValue() > 1);
    }

    @Test
    void a_figure_that_cannot_be_determined_is_not_a_number_and_is_not_asked_for_at_once_again() {
        SparingFigure figure = new SparingFigure(
                () -> {
                    determined.incrementAndGet();
                    throw new IllegalStateException("the store does not answer");
                },
                Duration.ofHours(1));

        assertThat(figure.get()).isEqualTo(Double.NaN);
        assertThat(figure.get()).isEqualTo(Double.NaN);
        assertThat(determined).hasValue(1);
    }
}
