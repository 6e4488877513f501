package io.paylog.api.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.upcasting.event.InitialEventRepresentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as they were stored once, under every revision: whatever becomes of the classes, these files stay readable. */
class GoldenEventsTest {

    private final MessageSerializer serializer = MessageSerializer.create();

    record Golden(String name, String revision, String json) {

        @Override
        public String toString() {
            return name + ", revision " + revision;
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void a_stored_event_of_any_revision_is_read_as_todays(Golden golden) {
        EventType type = EventType.ofName(golden.name()).orElseThrow();

        Object event = read(golden);
        SerializedObject<String> written = serializer.serialize(event, String.class);

        assertThat(event).isInstanceOf(type.type());
        assertThat(written.getType().getRevision()).isEqualTo(type.revision());
        assertThat(written.getData()).isEqualTo(goldenOf(type.storedName(), type.revision()));
    }

    @ParameterizedTest
    @EnumSource
    void every_revision_that_was_ever_written_has_its_file(EventType type) {
        for (int revision = 1; revision <= Integer.parseInt(type.revision()); revision++) {
            assertThat(goldenOf(type.storedName(), Integer.toString(revision))).isNotBlank();
        }
    }

    @Test
    void a_file_of_an_unknown_event_is_not_passed_over() throws Exception {
        assertThat(golden())
                .extracting(Golden::name)
                .allMatch(name -> EventType.ofName(name).isPresent());
    }

    private Object read(Golden golden) {
        EventData<?> stored = new GenericDomainEventEntry<>(
                "payment", "inv-1", 0, "event-1", Instant.EPOCH, golden.name(), golden.revision(), golden.json(), "{}");
        return EventUpcasters.chain()
                .upcast(Stream.of(new InitialEventRepresentation(stored, serializer)))
                .<Object>map(event -> serializer.deserialize(event.getData()))
                .toList()
                .getFirst();
    }

    private static List<Golden> golden() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(GoldenEventsTest.class.getResource("/golden"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(GoldenEventsTest::golden)
                    .toList();
        }
    }

    /** The files are called name.revision.json. */
    private static Golden golden(String file) {
        String stored = file.substring(0, file.length() - ".json".length());
        int dot = stored.lastIndexOf('.');
        String name = stored.substring(0, dot);
        String revision = stored.substring(dot + 1);
        return new Golden(name, revision, goldenOf(name, revision));
    }

    private static String goldenOf(String name, String revision) {
        String file = "/golden/" + name + "." + revision + ".json";
        try (InputStream stored = GoldenEventsTest.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stored, file).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
