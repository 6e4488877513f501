package io.paylog.web.testing;

import static io.paylog.web.testing.RawHttp.utf8;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What can be wrong with a request whatever it asks for. */
public final class BadRequests {

    private static final String INVALID = "invalid-request";
    private static final int COMMON_BOUND = 1 << 20;

    /** What operators ask a service. */
    public static final List<Request> ACTUATOR = Stream.of("", "/health", "/health/**", "/info", "/prometheus")
            .map(path -> Request.of("GET /actuator" + path, "", ""))
            .toList();

    private BadRequests() {}

    /** @param endpoints all of the service: what another one takes at the same path is not refused */
    public static Stream<BadRequest> of(Request valid, Set<String> endpoints) {
        return Stream.of(
                        otherMethods(valid, endpoints),
                        wrongPaths(valid),
                        valid.hasId() ? wrongIds(valid) : Stream.<BadRequest>of(),
                        valid.hasBody() ? wrongMedia(valid) : Stream.<BadRequest>of(),
                        valid.hasBody() ? wrongBodies(valid) : Stream.<BadRequest>of())
                .flatMap(rows -> rows);
    }

    public static Stream<BadRequest> otherMethods(Request valid, Set<String> endpoints) {
        String path = valid.endpoint().split(" ", -1)[1];
        return Stream.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
                .filter(method -> endpoints.stream().noneMatch(takes(method.replace("HEAD", "GET") + " " + path)))
                .map(method -> valid.withMethod(method).refused(method, 405, "method-not-allowed"));
    }

    private static Predicate<String> takes(String methodAndPath) {
        return endpoint -> methodAndPath.matches(endpoint.replaceAll("\\{.*?}|\\*\\*", "[^/]+"));
    }

    private static Stream<BadRequest> wrongPaths(Request valid) {
        String path = valid.target().split("\\?", -1)[0];
        return Stream.of(";a=b", ";", "/", "//", "/nothing/here")
                .map(more -> valid.withTarget(path + more).refused("path and " + more, 404, "not-found"));
    }

    private static Stream<BadRequest> wrongIds(Request valid) {
        String name = valid.endpoint().replaceAll(".*\\{(.*?)}.*", "$1");
        return Stream.concat(
                Stream.of(
                                "a%20b",
                                "a%0Ab", "..%20", "%2e%2e", "a.b", utf8("%C3%A4"), "%E2%80%AE", "a%3Bb", "x".repeat(65))
                        .map(id -> valid.withId(id).refused("id " + id, 400, INVALID, name)),
                // The web server itself refuses these.
                Stream.of("a%2Fb", "a%5Cb", "a%00", "a%", "%zz", "%FF", "%C0%AF", "a\\b", "a|b", "a[b]", utf8("ä"))
                        .map(id -> valid.withId(id).refused("path " + id, 400, INVALID)));
    }

    private static Stream<BadRequest> wrongMedia(Request valid) {
        return Stream.concat(
                Stream.of(
                                "text/plain",
                                "application/xml",
                                "application/cbor",
                                "application/x-www-form-urlencoded",
                                "multipart/form-data",
                                "multipart/form-data; boundary=x",
                                "application/json; charset=iso-8859-1",
                                "application/json; charset=utf-16",
                                "application/json; charset=klingon",
                                "json",
                                "///",
                                "")
                        .map(type -> valid.with("Content-Type", type))
                        .map(request -> request.refused(
                                "Content-Type " + request.headers().get("Content-Type"),
                                415,
                                "unsupported-media-type")),
                Stream.of(
                        valid.without("Content-Type").refused("no Content-Type", 415, "unsupported-media-type"),
                        valid.with("Content-Encoding", "gzip").refused("gzip", 415, "unsupported-media-type"),
                        valid.with("Content-Length", "x").refused("Content-Length x", 400, INVALID),
                        valid.with("Content-Length", "-1").refused("Content-Length -1", 400, INVALID),
                        valid.with("Content-Length", "9".repeat(30)).refused("Content-Length 9…", 400, INVALID),
                        valid.with("Transfer-Encoding", "chunked").refused("no chunks", 400, INVALID)));
    }

    private static Stream<BadRequest> wrongBodies(Request valid) {
        String body = valid.body();
        String first = body.substring(body.indexOf('"') + 1, body.indexOf('"', 2));
        return Stream.of(
                        List.of("blank", " ", ""),
                        List.of("array", "[" + body + "]", ""),
                        List.of("string", "\"a\"", ""),
                        List.of("number", "1", ""),
                        List.of("broken", "{", ""),
                        List.of("cut", body.substring(0, body.length() - 1), ""),
                        List.of("twice", body + body, ""),
                        List.of("word behind", body + " x", ""),
                        List.of("comma", body.substring(0, body.length() - 1) + ",}", ""),
                        List.of("comment", "/* */" + body, ""),
                        List.of("single quotes", body.replace('"', '\''), ""),
                        List.of("no quotes", body.replace("\"", ""), ""),
                        List.of("control character", body.replaceFirst("\"", "\"\u0001"), ""),
                        List.of("unknown escape", body.replaceFirst("\"", "\"\\\\x"), ""),
                        List.of("byte FF", body.replaceFirst("\"", "\"\u00FF"), ""),
                        List.of("overlong slash", body.replaceFirst("\"", "\"\u00C0\u00AF"), ""),
                        List.of("half of a pair", body.replaceFirst("\"", "\"\u00ED\u00A0\u0080"), ""),
                        List.of("null byte behind", body + "\0", ""),
                        List.of("UTF-16", body.replaceAll("(?s)(.)", "\0$1"), ""),
                        List.of("UTF-32", body.replaceAll("(?s)(.)", "\0\0\0$1"), ""),
                        List.of("20,000 arrays deep", "[".repeat(20_000), ""),
                        List.of("20,000 objects deep", "[{\"a\":".repeat(20_000), ""),
                        List.of("unknown field", body.replaceFirst("\\{", "{\"sur/pri~se\":1,"), "/sur~1pri~0se"),
                        List.of("field without name", body.replaceFirst("\\{", "{\"\":1,"), "/"),
                        List.of("field twice", body.replaceFirst("\\{", "{\"" + first + "\":null,"), "/" + first))
                .map(row -> valid.withBody(row.get(1)).refused(row.get(0), 400, INVALID, row.get(2)));
    }

    /** For an endpoint that takes none. */
    public static Stream<BadRequest> withParameters(Request valid) {
        String query = "query";
        return Stream.of(
                valid.withQuery("a=1").refused("a parameter", 400, INVALID, "a"),
                valid.withQuery("a").refused("a parameter without value", 400, INVALID, "a"),
                valid.withQuery("a=1&a=2&%00").refused("parameters", 400, INVALID, "a", "\0"),
                valid.withQuery("=1").refused("a parameter without name", 400, INVALID, query),
                valid.withQuery("a=%").refused("half an escape", 400, INVALID, query),
                valid.withQuery("a=%zz").refused("no escape", 400, INVALID, query),
                valid.withQuery("a=%FF").refused("an escape that is no UTF-8", 400, INVALID, query),
                valid.withQuery("&a".repeat(1_001)).refused("1,001 parameters", 400, INVALID, query),
                valid.withQuery("a=[").refused("a bracket", 400, INVALID),
                valid.withQuery(utf8("a=ä")).refused("a letter that is not escaped", 400, INVALID));
    }

    /** For a body that is bounded as most are. */
    public static BadRequest tooLarge(Request valid) {
        return valid.withBody(" ".repeat(2 * COMMON_BOUND) + valid.body()).refused("2 MiB", 413, "content-too-large");
    }
}
