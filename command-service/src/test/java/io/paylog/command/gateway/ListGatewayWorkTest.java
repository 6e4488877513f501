package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.command.payments.UnknownEventException;
import org.assertj.core.api.Assertions;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;

class ListGatewayWorkTest {

    private final UnknownSerializedType unknown = new UnknownSerializedType(
            MessageSerializer.create(), new SimpleSerializedObject<>("{}", String.class, "payment.created", "99"));

    @Test
    @SuppressWarnings("NullAway") // neither collaborator is reached
    void an_event_of_a_newer_version_stops_the_processor() {
        AnnotationEventHandlerAdapter adapter = new AnnotationEventHandlerAdapter(new ListGatewayWork(null, null));

        assertThat(adapter.canHandleType(UnknownSerializedType.class)).isTrue();
        assertThat(adapter.canHandleType(PaymentCreated.class)).isTrue();
        Assertions.assertThatThrownBy(() -> adapter.handle(GenericEventMessage.asEventMessage(unknown)))
                .isInstanceOf(UnknownEventException.class);
    }
}
