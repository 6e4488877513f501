package io.paylog.web.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as it came over the line.
 *
 * @param headers by their names in lower case
 */
public record Answer(int status, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LINE_END = "\r\n";

    /** @param received up to the end of the connection, a character for each byte */
    static Answer parse(String received) {
        int end = received.indexOf(LINE_END + LINE_END);
        if (!received.startsWith("HTTP/1.1 ") || end < 0) {
            throw new IllegalArgumentException("No answer: '" + received + "'");
        }
        String[] head = received.substring(0, end).split(LINE_END, -1);
        Map<String, String> headers = Arrays.stream(head)
                .skip(1)
                .map(line -> line.split(": *", 2))
                .collect(Collectors.toMap(parts -> parts[0].toLowerCase(Locale.ROOT), parts -> parts[1], (a, b) -> b));
        String body = received.substring(end + 2 * LINE_END.length());
        return new Answer(
                Integer.parseInt(head[0].split(" ", -1)[1]),
                headers,
                decoded("chunked".equals(headers.get("transfer-encoding")) ? joined(body) : body));
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String joined(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        int length;
        do {
            int end = chunks.indexOf(LINE_END, at);
            length = Integer.parseInt(chunks.substring(at, end), 16);
            at = end + LINE_END.length();
            body.append(chunks, at, at + length);
            at += length + LINE_END.length();
        } while (length > 0);
        return body.toString();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }
}
