package io.paylog.web.testing;

import java.util.List;
import java.util.stream.Stream;

/** What no endpoint is found for, or the web server itself refuses. */
public final class Unreadable {

    private static final String INVALID = "invalid-request";
    private static final Request NOTHING = Request.of("GET /nothing", "", "");
    private static final String HOST = "Host: localhost\r\n";
    private static final String END = "Connection: close\r\n\r\n";

    private Unreadable() {}

    public static Stream<BadRequest> requests() {
        return Stream.concat(paths(), lines());
    }

    private static Stream<BadRequest> paths() {
        return Stream.concat(
                Stream.of(
                                "/",
                                "/nothing",
                                "//",
                                "///",
                                "/error",
                                "/error?a=1",
                                "/api/v1",
                                "/api/v2/payments",
                                "/favicon.ico")
                        .map(path -> NOTHING.withTarget(path).refused("path " + path, 404, "not-found")),
                Stream.of("/..", "/../../etc/passwd", "/%", "/%00", "/a%2Fb", "/\\", "//[a", "nothing", "http://")
                        .map(path -> NOTHING.withTarget(path).refused("path " + path, 400, INVALID)));
    }

    private static Stream<BadRequest> lines() {
        return Stream.of(
                refused("GARBAGE\r\n\r\n", 400, INVALID),
                refused("\u0016\u0003\u0001\u0002\0\u0001\0", 400, INVALID),
                refused("G(T / HTTP/1.1\r\n" + HOST + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + HOST + HOST + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\nHost: a b\r\n" + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + HOST + "No Name: a\r\n" + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + HOST + "No colon\r\n" + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + HOST + "A: \0\r\n" + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + HOST + "A: " + "a".repeat(20_000) + "\r\n" + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + HOST + "A: a\r\n".repeat(200) + END, 400, INVALID),
                refused("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + HOST + END, 400, INVALID),
                refused("GET / HTTP/1.1\r\n" + HOST + "Expect: miracles\r\n" + END, 417, "expectation-failed"),
                refused(
                        "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nContent-Length: 2\r\n" + END + "{}",
                        400,
                        INVALID),
                // What HTTP has statuses of the server for, though the client is wrong.
                refused("GET / HTTP/3.9\r\n" + HOST + END, 505, "http-version-not-supported"),
                refused("CONNECT localhost:80 HTTP/1.1\r\n" + HOST + END, 501, "not-implemented"),
                refused("POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: klingon\r\n" + END, 501, "not-implemented"));
    }

    private static BadRequest refused(String bytes, int status, String code) {
        return new BadRequest("none", bytes.lines().findFirst().orElse(""), bytes, status, code, List.of());
    }
}
