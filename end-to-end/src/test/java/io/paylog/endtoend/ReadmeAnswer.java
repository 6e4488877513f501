package io.paylog.endtoend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What README says that a request answers, or what it does answer.
 *
 * @param status 0: not said
 * @param headers by name in lower case; those that are not said may be anything
 * @param body JSON
 */
record ReadmeAnswer(int status, Map<String, String> headers, JsonNode body) {

    private static final Set<String> TIMES =
            Set.of("createdAt", "updatedAt", "processedAt", "failedAt", "requestedAt", "refundedAt", "at");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

    /** Differ from run to run, and are never empty. */
    private static final Set<String> VARYING = Set.of("position", "head", "node", "nextCursor");

    private static final String POSITION_HEADER = "x-event-position";

    /** Several bodies one after the other, with nothing known of their status and headers. */
    static List<ReadmeAnswer> bodies(String text) {
        return Json.trees(text).stream()
                .map(body -> new ReadmeAnswer(0, Map.of(), body))
                .toList();
    }

    /** A status line, headers, an empty line and a body, as {@code curl -i} prints them. */
    static ReadmeAnswer parse(String text) {
        String[] parts = text.replace("\r\n", "\n").split("\n\n", 2);
        List<String> head = parts[0].lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new ReadmeAnswer(
                Integer.parseInt(head.getFirst().split(" ", -1)[1]),
                headers,
                Json.tree(parts.length > 1 ? parts[1] : ""));
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The same with other texts in headers. */
    ReadmeAnswer mapped(UnaryOperator<String> change) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.replaceAll((name, value) -> change.apply(value));
        return new ReadmeAnswer(status, changed, body);
    }

    /** How another answer differs from what this one says; empty: not at all. */
    List<String> differences(ReadmeAnswer actual) {
        List<String> differences = new ArrayList<>();
        if (status != 0 && status != actual.status) {
            differences.add("status: " + status + ", but is " + actual.status);
        }
        headers.forEach((name, value) -> {
            String other = actual.headers.getOrDefault(name, "");
            boolean same = name.equals(POSITION_HEADER) ? other.matches("\\d+") : other.equals(value);
            if (!same) {
                differences.add(name + ": " + value + ", but is " + other);
            }
        });
        compare("", "", body, actual.body, differences);
        return differences;
    }

    private static void compare(String path, String name, JsonNode said, JsonNode is, List<String> differences) {
        if (said.isObject() && is.isObject()) {
            Set<String> names = new TreeSet<>(said.propertyNames());
            names.addAll(is.propertyNames());
            names.forEach(field -> compare(path + "/" + field, field, said.path(field), is.path(field), differences));
        } else if (said.isArray() && is.isArray() && said.size() == is.size()) {
            for (int i = 0; i < said.size(); i++) {
                compare(path + "/" + i, name, said.get(i), is.get(i), differences);
            }
        } else {
            difference(name, said, is).ifPresent(difference -> differences.add(path + ": " + difference));
        }
    }

    private static Optional<String> difference(String name, JsonNode said, JsonNode is) {
        boolean same = TIMES.contains(name)
                ? isTime(said) && isTime(is)
                : VARYING.contains(name)
                        ? said.getNodeType() == is.getNodeType()
                                && !is.asString("").isEmpty()
                        : said.equals(is);
        return same ? Optional.empty() : Optional.of(said + ", but is " + is);
    }

    private static boolean isTime(JsonNode node) {
        return node.isString() && TIME.matcher(node.asString()).matches();
    }
}
