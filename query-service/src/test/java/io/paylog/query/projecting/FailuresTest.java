package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class FailuresTest {

    private final Failures failures = new Failures("told", Clock.systemUTC());

    @Test
    void one_part_that_fails_for_the_store_is_told_for_all(CapturedOutput output) {
        failures.failed(0, 1, new MongoTimeoutException("away"));
        failures.failed(1, 1, new MongoTimeoutException("away"));
        failures.failed(0, 1, new MongoTimeoutException("away"));

        assertThat(alarms(output)).isEqualTo(1);
    }

    @Test
    void what_still_fails_for_the_store_when_the_part_that_was_told_goes_on_is_told_itself(CapturedOutput output) {
        failures.failed(0, 1, new MongoTimeoutException("away"));
        failures.failed(1, 1, new MongoException("refused for ever"));
        failures.succeeded(0);
        failures.failed(1, 1, new MongoException("refused for ever"));
        failures.failed(1, 1, new MongoException("refused for ever"));
        failures.succeeded(1);

        assertThat(alarms(output)).isEqualTo(2);
        assertThat(output.getAll())
                .contains(
                        "ALARM: segment 0 of projection told stopped",
                        "The segment 0 of projection told goes on",
                        "ALARM: segment 1 of projection told stopped",
                        "The segment 1 of projection told goes on");
    }

    @Test
    void what_has_failed_for_the_store_once_and_was_not_told_does_not_keep_others_from_being_told(
            CapturedOutput output) {
        failures.failed(0, 1, new IllegalStateException("refused"));
        failures.failed(1, 1, new MongoTimeoutException("away"));
        failures.succeeded(0);
        failures.failed(2, 1, new MongoTimeoutException("away"));

        assertThat(output.getAll()).contains("ALARM: segment 2 of projection told stopped");
    }

    private static long alarms(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains("ALARM")).count();
    }
}
