package io.paylog.api.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NewerRevisionTest {

    private final MessageSerializer serializer = MessageSerializer.create();

    private Class<?> classOf(String name, @Nullable String revision) {
        return serializer.classForType(new SimpleSerializedType(name, revision));
    }

    @Test
    void todays_revision_is_read() {
        assertThat(classOf("payment.created", "1")).isEqualTo(PaymentCreated.class);
        assertThat(classOf("payment.created", null)).isEqualTo(PaymentCreated.class);
    }

    @Test
    void a_newer_or_foreign_revision_is_an_unknown_type() {
        assertThat(classOf("payment.created", "2")).isEqualTo(UnknownSerializedType.class);
        assertThat(classOf("payment.created", "draft")).isEqualTo(UnknownSerializedType.class);
        assertThat(classOf("payment.vanished", "1")).isEqualTo(UnknownSerializedType.class);
    }
}
