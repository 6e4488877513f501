package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.eventstore.EventLog;
import io.paylog.web.testing.Answer;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

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

    static Stream<BadRequest> wrongFields() {
        return BadFields.ofEachEndpoint();
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void a_wrong_field_is_refused_by_its_pointer(BadRequest bad) {
        expectRefusal(bad);
    }

    static Stream<BadRequest> wrongItems() {
        return BadFields.ofOneOfManyPayments();
    }

    @ParameterizedTest
    @MethodSource("wrongItems")
    void a_wrong_field_of_one_of_many_payments_is_refused_by_its_pointer(BadRequest bad) {
        expectUnchanged(() -> {
            Answer answer = http.send(bad.bytes());
            JsonNode problem = answer.json().at("/results/0/problem");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            bad.checkProblem(problem);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    reason=a&reason=b ; reason
                    raison=a          ; raison
                    reason=%00        ; reason
                    reason=%0A        ; reason
                    reason=%FF        ; query
                    reason=%ED%A0%80  ; query
                    %                 ; query
                    """)
    void a_wrong_parameter_of_a_deletion_is_refused_by_its_name(String query, String field) {
        expectRefusal(Requests.DELETE.withQuery(query).refused(query, 400, "invalid-request", field));
    }

    /** A refusal for what the client accepts would come after the payment is there. */
    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/*;q=0.5", "///", "a;q=9"})
    void whatever_is_accepted_the_answer_is_json(String accept) {
        Answer created = http.send(Requests.CREATE.with("Accept", accept));
        Answer refused = http.send(Requests.CREATE.with("Accept", accept).withBody("{"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Content-Type")).contains("application/json");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void a_byte_order_mark_and_the_charset_that_json_has_are_taken() {
        Request request = Requests.CREATE.with("Content-Type", "application/json;charset=UTF-8");

        assertThat(http.send(request.withBody(RawHttp.utf8("\uFEFF") + request.body()))
                        .status())
                .isEqualTo(201);
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
        expectUnchanged(() -> bad.check(http.send(bad.bytes())));
    }

    private void expectUnchanged(Runnable exchange) {
        long head = head();
        try (RequestLog log = RequestLog.open()) {
            exchange.run();
            assertThat(log.take()).as("a client's mistake fills no log").isEmpty();
        }
        assertThat(head()).as("nothing is stored").isEqualTo(head);
    }

    private long head() {
        return service.bean(EventLog.class).head();
    }
}
