package io.paylog.api.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paylog.api.money.Money;
import io.paylog.api.payments.Billing;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import io.paylog.api.payments.PaymentEvent.PaymentProcessed;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;

class MessageSerializerTest {

    private static final Billing BILLING = new Billing(new OrganizationId("org-7"), new UserId("user-9"), null, null);
    private static final Money MONEY = Money.of(1999, "EUR");

    private final MessageSerializer serializer = MessageSerializer.create();

    @Test
    void an_event_is_stored_under_its_neutral_name_as_plain_json() {
        SerializedObject<String> stored = serializer.serialize(created(), String.class);

        assertThat(stored.getType().getName()).isEqualTo("payment.created");
        assertThat(stored.getType().getRevision()).isEqualTo("1");
        assertThat(stored.getData())
                .isEqualTo("{\"paymentId\":\"inv-1\",\"billing\":{\"organizationId\":\"org-7\",\"userId\":\"user-9\"},"
                        + "\"money\":{\"amount\":1999,\"currency\":\"EUR\"},\"paymentMethod\":\"pm_ok\","
                        + "\"description\":{\"text\":\"October\",\"metadata\":{\"invoice\":\"1\"}},"
                        + "\"attempt\":1,\"status\":\"PROCESSING\"}");
    }

    @Test
    void an_event_comes_back_equal() {
        PaymentProcessed processed = new PaymentProcessed(
                new PaymentId("inv-1"),
                BILLING,
                MONEY,
                1,
                "ch_1",
                PaymentStatus.PROCESSING,
                PaymentStatus.COMPLETED,
                Instant.parse("2026-01-02T03:04:05.678Z"));

        assertThat(roundTrip(created())).isEqualTo(created());
        assertThat(roundTrip(processed)).isEqualTo(processed);
    }

    @Test
    void every_event_has_a_stored_name() {
        assertThat(Arrays.stream(PaymentEvent.class.getPermittedSubclasses()))
                .allMatch(type -> EventType.ofClass(type).isPresent());
    }

    @Test
    void an_amount_with_a_fraction_is_never_read_as_money() {
        String json = "{\"amount\":1.5,\"currency\":\"EUR\"}";

        assertThatThrownBy(() -> serializer.getObjectMapper().readValue(json, Money.class))
                .hasMessageContaining("Floating-point");
    }

    private PaymentCreated created() {
        return new PaymentCreated(
                new PaymentId("inv-1"),
                BILLING,
                MONEY,
                new PaymentMethod("pm_ok"),
                new Description("October", Map.of("invoice", "1")),
                1,
                PaymentStatus.PROCESSING);
    }

    private Object roundTrip(Object event) {
        SerializedObject<String> stored = serializer.serialize(event, String.class);
        return serializer.deserialize(new SimpleSerializedObject<>(
                stored.getData(),
                String.class,
                stored.getType().getName(),
                stored.getType().getRevision()));
    }
}
