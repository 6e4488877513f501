package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How long servers that do not answer are waited for. */
class OpeningWaitTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void it_is_tried_until_the_servers_answer() {
        String opened = new Opening(LONG).untilAnswered(answeredFrom(3));

        assertThat(opened).isEqualTo("open");
        assertThat(tries).hasValue(3);
    }

    @Test
    void a_process_that_stops_before_the_wait_begins_does_not_wait() {
        Opening opening = new Opening(LONG, hook -> {
            throw new IllegalStateException("Shutdown in progress");
        });

        assertThatThrownBy(() -> opening.untilAnswered(answeredFrom(2)))
                .isInstanceOf(EventLogUnavailableException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void a_process_that_stops_ends_the_wait_and_leaves_the_thread_as_it_was() {
        Opening opening = new Opening(LONG, Thread::start);

        assertThatThrownBy(() -> opening.untilAnswered(answeredFrom(Integer.MAX_VALUE)))
                .isInstanceOf(EventLogUnavailableException.class);
        assertThat(Thread.interrupted()).as("interrupted").isFalse();
    }

    private Supplier<String> answeredFrom(int attempt) {
        return () -> {
            if (tries.incrementAndGet() < attempt) {
                throw new EventLogUnavailableException("away", null);
            }
            return "open";
        };
    }
}
