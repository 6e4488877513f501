package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SoonAgainTest {

    @Test
    void what_is_to_run_in_a_minute_runs_within_the_bound() {
        try (SoonAgain executor = new SoonAgain("test", Duration.ofSeconds(2))) {
            assertThat(executor.schedule(() -> {}, 60, TimeUnit.SECONDS).getDelay(TimeUnit.MILLISECONDS))
                    .isLessThanOrEqualTo(2_000);
            assertThat(executor.schedule(() -> {}, 500, TimeUnit.MILLISECONDS).getDelay(TimeUnit.MILLISECONDS))
                    .isLessThanOrEqualTo(500);
            executor.shutdownNow();
        }
    }
}
