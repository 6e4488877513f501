package io.paylog.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomLogTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final SeldomLog log = new SeldomLog(Duration.ofNanos(10), nanos::get);

    @Test
    void a_line_of_a_kind_is_due_once_in_a_while_and_says_how_many_were_left_out() {
        assertThat(log.due("one")).hasValue(0);
        assertThat(log.due("one")).isEmpty();
        assertThat(log.due("other")).hasValue(0);
        nanos.addAndGet(9); // the clock may pass the greatest number
        assertThat(log.due("one")).isEmpty();
        nanos.addAndGet(1);
        assertThat(log.due("one")).hasValue(2);
        assertThat(log.due("one")).isEmpty();
    }
}
