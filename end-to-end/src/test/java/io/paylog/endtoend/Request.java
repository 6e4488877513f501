package io.paylog.endtoend;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change of a payment to ask for, and which answers are right.
 *
 * @param body an empty one is left out
 * @param version for {@code If-Match}; 0: any
 * @param maySucceed whether it may be accepted
 * @param refusals codes with which it may be refused
 * @param trace what an accepted one leaves in the log, see {@link Promises}; empty: nothing to look for
 */
record Request(
        String method,
        String path,
        Map<String, ?> body,
        long version,
        boolean maySucceed,
        Set<String> refusals,
        String trace) {

    /** What may come instead of an answer while others write, and while stores are away. */
    private static final Set<String> ALWAYS =
            Set.of("concurrent-change", "store-unavailable", "outcome-unknown", "overloaded");

    static Request of(String method, String path, Map<String, ?> body) {
        return new Request(method, Payments.PATH + path, body, 0, true, ALWAYS, "");
    }

    Request onVersion(long expected) {
        return new Request(method, path, body, expected, maySucceed, refusals, trace).orRefused("stale-version");
    }

    Request orRefused(String... codes) {
        Set<String> more = Stream.concat(refusals.stream(), Stream.of(codes)).collect(Collectors.toUnmodifiableSet());
        return new Request(method, path, body, version, maySucceed, more, trace);
    }

    Request onlyRefused(String code) {
        return new Request(method, path, body, version, false, refusals, trace).orRefused(code);
    }

    Request leaving(String newTrace) {
        return new Request(method, path, body, version, maySucceed, refusals, newTrace);
    }

    Http.Answer sendTo(Http commands) throws IOException {
        return commands.send(
                method,
                path,
                body.isEmpty() ? "" : Json.text(body),
                version == 0 ? Map.of() : Map.of("If-Match", "\"" + version + "\""));
    }

    boolean allows(Http.Answer answer) {
        return answer.isSuccess() ? maySucceed : refusals.contains(answer.code());
    }
}
