package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;

/** Positions are of one content of the log, and a restore gives it another. */
interface EpochContract extends ContractPart {

    @Test
    default void all_who_open_a_log_know_it_by_the_same_epoch() {
        EventLog one = logs().open();
        EventLog other = logs().open();

        assertThat(other.epoch()).isEqualTo(one.epoch());
        other.requireEpoch(one.epoch());
    }

    @Test
    default void what_was_recorded_under_another_epoch_is_refused() {
        String before = logs().open().epoch();
        logs().changeEpoch();
        EventLog restored = logs().open();

        assertThatExceptionOfType(ForeignTokenException.class)
                .isThrownBy(() -> restored.requireEpoch(before))
                .matches(foreign -> !foreign.repeatingHelps());
    }

    @Test
    default void a_log_that_was_restored_since_it_was_opened_serves_no_stream_and_takes_no_append() throws Exception {
        EventLog log = logs().open();
        log.append(commit("a", 0, 1));
        BlockingStream<TrackedEventMessage<?>> opened = logs().stream(log, null);
        logs().changeEpoch();
        EventLog restored = logs().open();

        assertThatExceptionOfType(ForeignTokenException.class)
                .isThrownBy(() -> logs().stream(log, Tokens.of(1)))
                .withMessageContaining(restored.epoch());
        assertThatExceptionOfType(ForeignTokenException.class).isThrownBy(opened::hasNextAvailable);
        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> log.append(commit("a", 1, 1)))
                .withMessageContaining("restored");
        assertThat(restored.eventsAfter(0)).hasSize(1);
    }
}
