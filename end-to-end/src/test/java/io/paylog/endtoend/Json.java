package io.paylog.endtoend;

import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** JSON as maps, lists, strings and longs. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /** Values that follow each other. */
    static List<JsonNode> trees(String text) {
        try (MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(text)) {
            return values.readAll();
        }
    }

    static Map<String, Object> map(String text) {
        return MAPPER.readValue(text, MAP);
    }

    static Map<String, Object> map(JsonNode node) {
        return MAPPER.convertValue(node, MAP);
    }

    static String text(Map<String, ?> map) {
        return MAPPER.writeValueAsString(map);
    }
}
