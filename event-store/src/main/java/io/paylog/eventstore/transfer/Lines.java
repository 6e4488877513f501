package io.paylog.eventstore.transfer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Lines as JSON. What is not known is refused: a file is read wholly or not at all. */
final class Lines {

    /** Of characters; more than a document of MongoDB can hold. */
    private static final int LONGEST_TEXT = 17 * 1024 * 1024;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .changeDefaultPropertyInclusion(
                    _ -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private Lines() {}

    static byte[] write(Stream<Line> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(line -> {
            bytes.writeBytes(JSON.writeValueAsBytes(line));
            bytes.write('\n');
        });
        return bytes.toByteArray();
    }

    /**
     * @throws DamagedException if it is not one
     * @throws TransferRefusedException if it is of a newer format
     */
    static Line.Header readHeader(byte[] json) {
        requireKnownVersion(json);
        Line.Header header = read(json).log();
        if (header == null) {
            throw new DamagedException("the first line is not the one of an exported log");
        }
        return header;
    }

    /** A newer one may have other fields, so this comes before they are looked at. */
    private static void requireKnownVersion(byte[] json) {
        try {
            JsonNode header = JSON.readTree(json).path("log");
            int version = header.path("version").asInt(0);
            if (header.path("format").asString("").equals(Line.Header.FORMAT) && version > Line.Header.VERSION) {
                throw new TransferRefusedException("The file is of version " + version
                        + " of the format, and only those up to " + Line.Header.VERSION + " are known");
            }
        } catch (JacksonException e) {
            throw new DamagedException("the first line cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** @throws DamagedException if it is not one */
    static Line read(byte[] json) {
        try {
            Line line = JSON.readValue(json, Line.class);
            if (Stream.of(line.log(), line.commit(), line.end())
                            .filter(part -> part != null)
                            .count()
                    == 1) {
                return line;
            }
        } catch (JacksonException e) {
            throw new DamagedException("a line cannot be read: " + e.getOriginalMessage(), e);
        }
        throw new DamagedException("a line is none of an exported log");
    }
}
