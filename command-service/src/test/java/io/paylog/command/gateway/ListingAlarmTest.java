package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;

class ListingAlarmTest {

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final ListingAlarm alarm = new ListingAlarm(() -> now);

    @Test
    void an_event_that_cannot_be_listed_raises_it_until_one_is() throws Exception {
        assertThat(alarm.isRaised()).isFalse();

        fail();
        assertThat(alarm.isRaised()).isTrue();

        list(() -> "listed");
        assertThat(alarm.isRaised()).isFalse();
    }

    @Test
    void it_stays_raised_as_long_as_it_is_tried_in_vain() {
        fail();
        now = now.plus(Duration.ofMinutes(1));
        fail();
        now = now.plus(Duration.ofMinutes(1));

        assertThat(alarm.isRaised()).isTrue();
    }

    @Test
    void it_ends_once_this_process_does_not_try_any_more() {
        fail();
        now = now.plus(Duration.ofMinutes(2));

        assertThat(alarm.isRaised()).isFalse();
    }

    private void fail() {
        assertThatThrownBy(() -> list(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
    }

    private void list(InterceptorChain handler) throws Exception {
        EventMessage<?> event = GenericEventMessage.asEventMessage("event");
        assertThat(alarm.handle(new DefaultUnitOfWork<EventMessage<?>>(event), handler))
                .isEqualTo("listed");
    }
}
