package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.eventstore.EventLog;
import io.paylog.web.testing.BadRequest;
import io.paylog.web.testing.BadRequests;
import io.paylog.web.testing.Endpoints;
import io.paylog.web.testing.RawHttp;
import io.paylog.web.testing.Request;
import io.paylog.web.testing.RequestLog;
import io.paylog.web.testing.Unreadable;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(QuietService.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsTest {

    private final RunningService service;
    private final RawHttp http;
    private final Set<String> endpoints;

    BadRequestsTest(RunningService service) {
        this.service = service;
        this.http = new RawHttp(service.uri());
        this.endpoints = Endpoints.of(service.context());
    }

    @Test
    void there_is_a_request_to_each_endpoint_that_is_made_bad() {
        assertThat(Stream.concat(Requests.ALL.stream(), BadRequests.ACTUATOR.stream())
                        .map(Request::endpoint))
                .containsExactlyInAnyOrderElementsOf(endpoints);
    }

    @ParameterizedTest
    @MethodSource("whateverIsAskedFor")
    void what_is_wrong_whatever_is_asked_for_is_refused(BadRequest bad) {
        expectRefusal(bad);
    }

    Stream<BadRequest> whateverIsAskedFor() {
        return Stream.of(
                        Requests.ALL.stream().flatMap(valid -> BadRequests.of(valid, endpoints)),
                        Requests.ALL.stream()
                                .filter(valid -> !valid.method().equals("DELETE"))
                                .flatMap(BadRequests::withParameters),
                        Stream.of(Requests.CREATE, Requests.UPDATE, Requests.REFUND, Requests.RETRY, Requests.SWITCH)
                                .map(BadRequests::tooLarge),
                        Stream.of(Requests.UPDATE, Requests.REFUND, Requests.RETRY, Requests.DELETE)
                                .flatMap(BadRequestsTest::withIfMatch),
                        BadRequests.ACTUATOR.stream().flatMap(valid -> BadRequests.otherMethods(valid, endpoints)),
                        Unreadable.requests())
                .flatMap(rows -> rows);
    }

    private static Stream<BadRequest> withIfMatch(Request valid) {
        return Stream.of(
                        "abc",
                        "1",
                        "\"x\"",
                        "W/\"1\"",
                        "\"0\"",
                        "\"1\",\"2\"",
                        "*,\"1\"",
                        "",
                        "\"" + "9".repeat(20) + "\"",
                        "\u00FF")
                .map(value ->
                        valid.with("If-Match", value).refused("If-Match " + value, 400, "invalid-request", "If-Match"));
    }

    private void expectRefusal(BadRequest bad) {
        long head = head();
        try (RequestLog log = RequestLog.open()) {
            bad.check(http.send(bad.bytes()));
            assertThat(log.take()).as("a client's mistake fills no log").isEmpty();
        }
        assertThat(head()).as("nothing is stored").isEqualTo(head);
    }

    private long head() {
        return service.bean(EventLog.class).head();
    }
}
