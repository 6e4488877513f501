package io.paylog.logtool;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.eventstore.transfer.TransferProgress.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void a_log_gets_the_ends_of_each_step_and_a_line_every_few_seconds() {
        AtomicLong seconds = new AtomicLong();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Progress progress = new Progress.PlainLines(
                new PrintStream(out, true, StandardCharsets.UTF_8), () -> TimeUnit.SECONDS.toNanos(seconds.get()))) {
            for (int i = 0; i < 12; i++) {
                progress.reached(Step.CHECK, i, Long.MAX_VALUE);
                seconds.incrementAndGet();
            }
            progress.reached(Step.IMPORT, 0, 20);
            progress.reached(Step.IMPORT, 10, 20);
            progress.reached(Step.IMPORT, 20, 20);
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Checking the file: position 0",
                        "Checking the file: position 5",
                        "Checking the file: position 10",
                        "Importing: position 0 of 20",
                        "Importing: position 20 of 20");
    }
}
