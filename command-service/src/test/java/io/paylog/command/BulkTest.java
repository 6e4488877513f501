package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.BodyContentSpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BulkTest extends OverHttp {

    private static final String BULK = PAYMENTS + "/bulk";
    private static final int PLACES = 8;

    BulkTest(RunningService service) {
        super(service);
    }

    @Test
    void as_many_payments_as_one_request_may_have_are_created_in_the_order_asked() {
        List<String> ids = IntStream.range(0, 1_000).mapToObj(i -> id + "-" + i).toList();

        BodyContentSpec body = bulk(ids.stream()
                        .map(each -> payment(each, "pm_ok"))
                        .toList())
                .expectStatus()
                .isOk()
                .expectBody();

        body.jsonPath("$.results[*].id").isEqualTo(ids);
        body.jsonPath("$.results[?(@.status != 201 || @.version != 1)]").isEmpty();
    }

    @Test
    void wrong_items_are_told_as_if_they_had_come_alone_and_harm_no_other() {
        post(PAYMENTS, payment(id + "-taken", "pm_slow"));
        List<String> items = new ArrayList<>(List.of(payment(id + "-a", "pm_ok")));
        items.add(payment(id + "-taken", "pm_ok"));
        items.add("{\"amount\":1.5}");
        items.add("{\"surprise\":1}");
        items.add("null");
        items.add("[{}]");
        items.add("\"x\"");
        items.add(payment(id + "-b", "pm_ok").replace("EUR", "XXX"));
        items.add(payment("no id", "pm_ok"));
        items.add("{\"description\":\"%s\"}".formatted("x".repeat(1 << 20)));
        items.add(payment(id + "-c", "pm_ok"));

        BodyContentSpec body = bulk(items).expectStatus().isOk().expectBody();

        body.jsonPath("$.results[*].status").isEqualTo(List.of(201, 409, 400, 400, 400, 400, 400, 400, 400, 413, 201));
        body.jsonPath("$.results[*].problem.code")
                .isEqualTo(List.of(
                        "payment-exists",
                        "invalid-request",
                        "invalid-request",
                        "invalid-request",
                        "invalid-request",
                        "invalid-request",
                        "invalid-request",
                        "invalid-request",
                        "content-too-large"));
        body.jsonPath("$.results[*].problem.errors[*].field")
                .isEqualTo(List.of(
                        "/payments/2/amount",
                        "/payments/3/surprise",
                        "/payments/4",
                        "/payments/5",
                        "/payments/6",
                        "/payments/7/currency",
                        "/payments/8/id"));
        body.jsonPath("$.results[*].id").isEqualTo(List.of(id + "-a", id + "-taken", id + "-b", id + "-c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a number of 1,001 digits", "a key of 60,000 characters", "nested 600 deep"})
    void an_item_past_what_is_read_of_one_payment_harms_no_other(String extreme) {
        String item = switch (extreme) {
            case "nested 600 deep" -> "{\"metadata\":" + "{\"a\":".repeat(600) + "1" + "}".repeat(601);
            case "a key of 60,000 characters" -> "{\"" + "x".repeat(60_000) + "\":1}";
            default -> "{\"amount\":" + "1".repeat(1_001) + "}";
        };

        bulk(List.of(payment(id + "-a", "pm_ok"), item, payment(id + "-b", "pm_ok")))
                .expectBody()
                .jsonPath("$.results[*].status")
                .isEqualTo(List.of(201, 400, 201));
    }

    @Test
    void a_problem_in_a_result_is_the_one_of_a_request_for_that_payment_alone() {
        post(PAYMENTS, payment("pm_slow"));
        ObjectNode alone = json(expectProblem(post(PAYMENTS, payment("pm_ok")), 409, "payment-exists"));
        ObjectNode many = json(bulk(List.of(payment("pm_ok"))).expectBody());

        // The path is the one of the whole answer.
        alone.remove("instance");
        assertThat(many.at("/results/0/problem")).isEqualTo(alone);
    }

    @Test
    void payments_without_id_get_one_each() {
        String anonymous = payment("pm_ok").replace("\"id\":\"" + id + "\",", "");

        bulk(List.of(anonymous, anonymous))
                .expectBody()
                .jsonPath("$.results[*].id")
                .value(ids -> assertThat((List<?>) ids).hasSize(2).doesNotHaveDuplicates());
    }

    @Test
    void payments_with_the_same_id_are_taken_in_their_order() {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            items.add(payment(id + "-" + i, "pm_slow"));
            items.add(payment(id + "-" + i, "pm_ok"));
        }

        List<Integer> alternating =
                IntStream.range(0, 100).mapToObj(i -> i % 2 == 0 ? 201 : 409).toList();
        bulk(items).expectBody().jsonPath("$.results[*].status").isEqualTo(alternating);
    }

    @Test
    void a_repeated_request_creates_nothing_new() {
        List<String> items = List.of(payment(id + "-a", "pm_slow"), payment(id + "-b", "pm_slow"));
        long first = position(bulk(items));

        ResponseSpec repeated = bulk(items);

        assertThat(position(repeated)).isEqualTo(first);
        repeated.expectBody().jsonPath("$.results[*].version").isEqualTo(List.of(1, 1));
    }

    @Test
    void the_answer_names_the_greatest_position() {
        ResponseSpec answer = bulk(List.of(payment(id + "-a", "pm_slow"), "null", payment(id + "-b", "pm_slow")));

        long single = Math.max(
                position(post(PAYMENTS, payment(id + "-a", "pm_slow"))),
                position(post(PAYMENTS, payment(id + "-b", "pm_slow"))));
        assertThat(position(answer)).isEqualTo(single);
    }

    @Test
    void an_answer_without_any_success_names_no_position() {
        bulk(List.of("{}")).expectHeader().doesNotExist("X-Event-Position");
    }

    @Test
    void each_event_has_the_correlation_id_of_the_request() {
        request(HttpMethod.POST, BULK)
                .header("X-Correlation-Id", "import-9")
                .body(body(List.of(payment(id + "-a", "pm_ok"), payment(id + "-b", "pm_ok"))))
                .exchange();

        for (String each : List.of(id + "-a", id + "-b")) {
            assertThat(service.bean(EventStore.class).readEvents(each).next().getMetaData())
                    .containsEntry("correlationId", "import-9");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_001, 1_000_000})
    void too_few_or_too_many_items_are_refused(int count) {
        ResponseSpec answer =
                post(BULK, "{\"payments\":[" + "{},".repeat(Math.max(0, count - 1)) + (count == 0 ? "" : "{}") + "]}");

        expectProblem(answer, 400, "invalid-request")
                .jsonPath("$.errors[0].message")
                .isEqualTo("must have 1 to 1000 items");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
                    {}                                    ; /payments ; must have 1 to 1000 items
                    {"payments": {}}                      ; /payments ; must be an array
                    {"payments": null}                    ; /payments ; must be an array
                    {"payments": [{}], "payments": [{}]}  ; /payments ; must be given once
                    {"payments": [{}], "dryRun": true}    ; /dryRun   ; is not known
                    {"payments": [{}]} {}                 ; ''        ; must be one JSON object
                    {"payments": [{}]                     ; ''        ; must be one JSON object
                    {"payments": [{"amount": 1]}          ; ''        ; must be one JSON object
                    []                                    ; ''        ; must be one JSON object
                    null                                  ; ''        ; must be one JSON object
                    ''                                    ; ''        ; must be one JSON object
                    """)
    void a_body_that_holds_no_items_is_refused(String body, String field, String message) {
        expectProblem(post(BULK, body), 400, "invalid-request")
                .jsonPath("$.errors")
                .isEqualTo(List.of(Map.of("field", field, "message", message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "["})
    void a_body_that_is_nested_very_deep_is_refused(String opening) {
        expectProblem(post(BULK, "{\"payments\":[" + opening.repeat(20_000)), 400, "invalid-request");
        expectProblem(post(PAYMENTS, "{\"metadata\":" + opening.repeat(20_000)), 400, "invalid-request");
    }

    @Test
    void more_bulk_requests_at_once_than_there_are_places_are_refused_before_their_bodies_are_read() throws Exception {
        try (Unfinished _ = new Unfinished(service.uri(), BULK, PLACES)) {
            await().untilAsserted(() -> expectProblem(bulk(List.of("{}")), 503, "overloaded"));
            bulk(List.of("{}")).expectHeader().exists("Retry-After");
            post(PAYMENTS, payment("pm_ok")).expectStatus().isCreated();
        }
        await().untilAsserted(() -> bulk(List.of("{}")).expectStatus().isOk());
    }

    @Test
    void a_byte_order_mark_is_skipped_and_another_encoding_refused() {
        String body = body(List.of(payment("pm_ok")));

        send(("\uFEFF" + body).getBytes(StandardCharsets.UTF_8))
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(201);
        expectProblem(send(body.getBytes(StandardCharsets.UTF_16)), 400, "invalid-request");
    }

    private ResponseSpec send(byte[] body) {
        return request(HttpMethod.POST, BULK).body(body).exchange();
    }

    private ResponseSpec bulk(List<String> items) {
        return post(BULK, body(items));
    }

    private static String body(List<String> items) {
        return "{\"payments\":[" + String.join(",", items) + "]}";
    }

    private static ObjectNode json(BodyContentSpec body) {
        return new JsonMapper().readValue(body.returnResult().getResponseBody(), ObjectNode.class);
    }
}
