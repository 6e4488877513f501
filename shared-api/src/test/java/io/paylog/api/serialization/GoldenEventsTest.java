package io.paylog.api.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events as they were stored once: whatever becomes of the classes, these files stay readable. */
class GoldenEventsTest {

    private final MessageSerializer serializer = MessageSerializer.create();

    @ParameterizedTest
    @EnumSource
    void a_stored_event_is_read_whole_and_written_the_same(EventType type) throws IOException {
        String stored = golden(type.storedName() + "." + type.revision() + ".json");

        Object event = serializer.deserialize(
                new SimpleSerializedObject<>(stored, String.class, type.storedName(), type.revision()));
        SerializedObject<String> written = serializer.serialize(event, String.class);

        assertThat(event).isInstanceOf(type.type());
        assertThat(written.getData()).isEqualTo(stored);
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = GoldenEventsTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
