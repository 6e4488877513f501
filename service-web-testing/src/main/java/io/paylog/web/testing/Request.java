package io.paylog.web.testing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that tests make bad.
 *
 * @param endpoint method and path as they are mapped, such as {@code GET /things/{id}}
 * @param target path and query as they are sent
 * @param body as it is sent, a character for each byte; empty: none
 */
public record Request(String endpoint, String method, String target, Map<String, String> headers, String body) {

    private static final String JSON = "application/json";

    /** @param id what the path's variable is replaced by, if it has one */
    public static Request of(String endpoint, String id, String body) {
        String[] parts = endpoint.split(" ", -1);
        Request request = new Request(endpoint, parts[0], parts[1].replaceAll("\\{.*?}", id), Map.of(), body)
                .with("Host", "localhost")
                .with("Connection", "close");
        return body.isEmpty() ? request : request.with("Content-Type", JSON);
    }

    boolean hasBody() {
        return !body.isEmpty();
    }

    boolean hasId() {
        return endpoint.endsWith("}") || endpoint.contains("}/");
    }

    public Request with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Request(endpoint, method, target, more, body);
    }

    Request without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Request(endpoint, method, target, fewer, body);
    }

    public Request withBody(String other) {
        return new Request(endpoint, method, target, headers, other);
    }

    public Request withTarget(String other) {
        return new Request(endpoint, method, other, headers, body);
    }

    public Request withQuery(String query) {
        return withTarget(target + (target.contains("?") ? "&" : "?") + query);
    }

    /** For another value of the path's variable. */
    Request withId(String id) {
        String path = endpoint.split(" ", -1)[1];
        return withTarget(path.replaceAll("\\{.*?}", id.replace("\\", "\\\\")));
    }

    Request withMethod(String other) {
        return new Request(endpoint, other, target, headers, body);
    }

    /** @param fields what is told to be wrong, in this order */
    public BadRequest refused(String what, int status, String code, String... fields) {
        return new BadRequest(endpoint, what, bytes(), status, code, Arrays.asList(fields));
    }

    String bytes() {
        StringBuilder bytes = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> bytes.append(name + ": " + value + "\r\n"));
        if (hasBody() && !headers.containsKey("Content-Length") && !headers.containsKey("Transfer-Encoding")) {
            bytes.append("Content-Length: " + body.length() + "\r\n");
        }
        return bytes.append("\r\n").append(body).toString();
    }
}
