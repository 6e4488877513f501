package io.paylog.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** JSON as maps, lists, strings and longs. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private static final ObjectReader SEVERAL = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    static JsonNode tree(String text) {
        return MAPPER.readTree(text);
    }

    /** Values that follow each other. */
    static List<JsonNode> trees(String text) {
        List<JsonNode> trees = new ArrayList<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                trees.add(SEVERAL.readTree(parser));
            }
        }
        return trees;
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
