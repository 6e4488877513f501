package io.paylog.command.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.paylog.api.payments.PaymentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentSnapshotsTest {

    private final Serializer serializer = PaymentSnapshots.serializer();

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_snapshot_at_any_point_and_the_events_after_it_are_the_payment_of_all_events(long seed) {
        List<DomainEventMessage<?>> history = Histories.random(seed);
        Payment whole = Histories.replay(history).getAggregateRoot();

        for (int events = 1; events <= history.size(); events++) {
            List<DomainEventMessage<?>> messages = new ArrayList<>(List.of(snapshotOf(history.subList(0, events))));
            messages.addAll(history.subList(events, history.size()));

            var restored = Histories.replay(messages);

            assertThat(restored.version()).isEqualTo(history.size() - 1L);
            assertThat(restored.getAggregateRoot()).usingRecursiveComparison().isEqualTo(whole);
        }
    }

    private DomainEventMessage<?> snapshotOf(List<DomainEventMessage<?>> history) {
        SerializedObject<String> stored =
                serializer.serialize(Histories.replay(history).getAggregateRoot(), String.class);
        Payment state = serializer.deserialize(stored);
        return new GenericDomainEventMessage<>("payment", Examples.ID.value(), history.size() - 1, state);
    }

    @Test
    void the_random_payments_show_every_event() {
        Set<Class<?>> shown = seeds().boxed()
                .flatMap(seed -> Histories.random(seed).stream())
                .map(DomainEventMessage::getPayloadType)
                .collect(Collectors.toSet());

        assertThat(shown).isEqualTo(Set.of(PaymentEvent.class.getPermittedSubclasses()));
    }

    @Test
    void a_released_snapshot_is_read_and_written_as_it_was() throws IOException {
        String golden = golden();
        SerializedObject<String> stored = new SimpleSerializedObject<>(golden, String.class, "payment.state", "1");

        Payment payment = serializer.deserialize(stored);
        SerializedObject<String> written = serializer.serialize(payment, String.class);

        assertThat(payment).hasNoNullFieldsOrProperties();
        assertThat(written.getType()).isEqualTo(stored.getType());
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(written.getData())).isEqualTo(mapper.readTree(golden));
    }

    private static String golden() throws IOException {
        try (InputStream in = PaymentSnapshotsTest.class.getResourceAsStream("/snapshots/payment.state.1.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
