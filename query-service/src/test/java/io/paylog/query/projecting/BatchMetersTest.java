package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BatchMeters meters = new BatchMeters("payments", registry);

    @Test
    void events_of_a_batch_that_fails_first_are_counted_once() {
        List<Integer> batch = List.of(1, 2, 3);

        assertThatIllegalStateException()
                .isThrownBy(() -> meters.observe(batch, () -> {
                    throw new IllegalStateException("the store is away");
                }));
        meters.observe(batch, () -> {});

        assertThat(registry.get(BatchMeters.EVENTS).summary().totalAmount()).isEqualTo(3);
        assertThat(batches("failed")).isEqualTo(1);
        assertThat(batches("written")).isEqualTo(1);
    }

    private long batches(String outcome) {
        return registry.get(BatchMeters.BATCHES).tag("outcome", outcome).timer().count();
    }
}
