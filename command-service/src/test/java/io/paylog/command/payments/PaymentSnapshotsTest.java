package io.paylog.command.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.paylog.api.payments.PaymentEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

    /** What is absent may be a component that this revision does not have, so all that there are have to be shown. */
    @Test
    void a_released_snapshot_shows_every_component_of_its_parts_so_that_a_new_one_raises_the_revision()
            throws IOException {
        JsonNode golden = new ObjectMapper().readTree(golden());

        assertThat(Arrays.stream(Payment.class.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .flatMap(field -> missing(field.getName(), field.getType(), Stream.of(golden))))
                .isEmpty();
    }

    private static Stream<String> missing(String name, Class<?> type, Stream<JsonNode> owners) {
        List<JsonNode> shown = owners.flatMap(owner -> each(owner.path(name)))
                .filter(value -> !value.isMissingNode() && !value.isNull())
                .toList();
        if (shown.isEmpty()) {
            return Stream.of(name);
        }
        Class<?> part = type == Attempts.class ? Attempts.Attempt.class : type == Refunds.class ? Refund.class : type;
        return part.isRecord() && shown.getFirst().isObject()
                ? Arrays.stream(part.getRecordComponents())
                        .flatMap(component -> missing(component.getName(), component.getType(), shown.stream())
                                .map(absent -> name + "." + absent))
                : Stream.empty();
    }

    private static Stream<JsonNode> each(JsonNode value) {
        return value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_payment_is_taken_to_need_more_memory_than_its_snapshot(long seed) {
        Payment payment = Histories.replay(Histories.random(seed)).getAggregateRoot();

        assertThat(payment.estimatedBytes())
                .isGreaterThan(
                        serializer.serialize(payment, String.class).getData().length());
    }

    private static String golden() throws IOException {
        try (InputStream in = PaymentSnapshotsTest.class.getResourceAsStream("/snapshots/payment.state.1.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
