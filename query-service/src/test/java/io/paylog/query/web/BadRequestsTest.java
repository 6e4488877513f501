package io.paylog.query.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import io.paylog.web.testing.BadRequest;
import io.paylog.web.testing.BadRequests;
import io.paylog.web.testing.Endpoints;
import io.paylog.web.testing.RawHttp;
import io.paylog.web.testing.Request;
import io.paylog.web.testing.RequestLog;
import io.paylog.web.testing.Unreadable;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(QueryFixtureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsTest {

    private static final Request PAYMENT = Request.of("GET /api/v1/payments/{id}", "p", "");
    private static final Request PAYMENTS =
            Request.of("GET /api/v1/payments", "", "").withQuery("organizationId=o");
    private static final Request PROJECTIONS = Request.of("GET /api/v1/projections", "", "");

    private final RawHttp http;
    private final Set<String> endpoints;

    BadRequestsTest(QueryFixture query) {
        this.http = new RawHttp(query.service().uri());
        // The first request of all makes the service finish its start.
        http.send(PROJECTIONS);
        this.endpoints = Endpoints.of(query.service().context());
    }

    @Test
    void there_is_a_request_to_each_endpoint_that_is_made_bad() {
        assertThat(Stream.concat(ours(), BadRequests.ACTUATOR.stream()).map(Request::endpoint))
                .containsExactlyInAnyOrderElementsOf(endpoints);
    }

    @ParameterizedTest
    @MethodSource("badRequests")
    void a_bad_request_is_refused(BadRequest bad) {
        try (RequestLog log = RequestLog.open()) {
            bad.check(http.send(bad.bytes()));
            assertThat(log.take()).as("a client's mistake fills no log").isEmpty();
        }
    }

    Stream<BadRequest> badRequests() {
        return Stream.of(
                        ours().flatMap(valid -> BadRequests.of(valid, endpoints)),
                        ours().flatMap(BadRequests::withParameters),
                        Stream.of(PAYMENT, PAYMENTS).flatMap(BadRequestsTest::withPosition),
                        BadRequests.ACTUATOR.stream().flatMap(valid -> BadRequests.otherMethods(valid, endpoints)),
                        Unreadable.requests())
                .flatMap(rows -> rows);
    }

    private static Stream<Request> ours() {
        return Stream.of(PAYMENT, PAYMENTS, PROJECTIONS);
    }

    private static Stream<BadRequest> withPosition(Request valid) {
        String header = QueryFixture.MIN_POSITION;
        return Stream.concat(
                        Stream.of("-1", "+1", "x", "", "1.0", "1e3", "9".repeat(20), "0, 0", "\u00FF")
                                .map(value -> valid.with(header, value)),
                        // Names of headers have no case, so this one is there twice.
                        Stream.of(valid.with(header, "0").with(header.toLowerCase(Locale.ROOT), "0")))
                .map(request ->
                        request.refused(header + " " + request.headers().get(header), 400, "invalid-request", header));
    }
}
