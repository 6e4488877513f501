package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The command service over HTTP, on whatever stores there are. */
@ExtendWith(LocalStoresExtension.class)
class CommandServiceTest {

    private static final String PAYMENTS = "/api/v1/payments";

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static ConfigurableApplicationContext service;
    private static RestTestClient http;

    private final String id = "p-" + UUID.randomUUID();

    @BeforeAll
    static void start(LocalStores stores) {
        service = TestService.start(stores, TestService.newDatabases());
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_payment_is_created_with_its_place_version_and_position() {
        post(PAYMENTS, payment("pm_ok"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Location", "/api/v1/payments/" + id)
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectHeader()
                .value(
                        "X-Event-Position",
                        position -> assertThat(Long.parseLong(position)).isPositive())
                .expectBody()
                .json("{'id': '%s', 'status': 'PROCESSING', 'version': 1}"
                        .formatted(id)
                        .replace('\'', '"'));
    }

    @Test
    void a_payment_without_id_gets_one() {
        post(PAYMENTS, payment("pm_ok").replace("\"id\":\"" + id + "\",", ""))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.id")
                .value(generated ->
                        assertThat(UUID.fromString((String) generated)).isNotNull());
    }

    @Test
    void a_repeated_payment_is_not_a_second_one() {
        completed();

        ResponseSpec repeated = post(PAYMENTS, payment("pm_ok"));

        repeated.expectStatus().isCreated().expectBody().jsonPath("$.version").isEqualTo(2);
        assertLedger("[{'key':'%s:charge:1','kind':'charge','amount':1000,'currency':'EUR','moved':true,'calls':1}]");
    }

    @Test
    void a_repeat_answers_the_last_position_of_the_payment() {
        long first = position(post(PAYMENTS, payment("pm_unknown")));
        awaitStatus("FAILED", "pm_unknown");

        assertThat(position(post(PAYMENTS, payment("pm_unknown")))).isGreaterThan(first);
    }

    @Test
    void another_payment_under_the_same_id_is_refused() {
        post(PAYMENTS, payment("pm_ok")).expectStatus().isCreated();

        expectProblem(post(PAYMENTS, payment("pm_slow")), 409, "payment-exists");
    }

    @Test
    void a_declined_payment_fails() {
        post(PAYMENTS, payment("pm_declined"));

        awaitStatus("FAILED", "pm_declined");
    }

    @Test
    void refunds_are_taken_until_nothing_remains() {
        completed();

        refund("r-1", 400).expectStatus().isCreated();
        refund("r-1", 400).expectStatus().isCreated();
        expectProblem(refund("r-2", 601), 422, "refund-exceeds-remaining")
                .jsonPath("$.remaining")
                .isEqualTo(600);
        post(PAYMENTS + "/" + id + "/refunds", "{\"id\":\"r-3\"}")
                .expectStatus()
                .isCreated();
        awaitStatus("REFUNDED", "pm_ok");
        expectProblem(refund("r-4", 1), 422, "refund-exceeds-remaining")
                .jsonPath("$.remaining")
                .isEqualTo(0);

        assertLedger("[{'key':'%1$s:charge:1','amount':1000,'moved':true,'calls':1},"
                + "{'key':'%1$s:refund:r-1','amount':400,'moved':true,'calls':1},"
                + "{'key':'%1$s:refund:r-3','amount':600,'moved':true,'calls':1}]");
    }

    @Test
    void a_refund_that_is_called_like_an_attempt_is_paid_back() {
        completed();

        refund("1", 400).expectStatus().isCreated();

        awaitStatus("PARTIALLY_REFUNDED", "pm_ok");
        assertLedger("[{'key':'%1$s:charge:1','kind':'charge'},{'key':'%1$s:refund:1','kind':'refund'}]");
    }

    @Test
    void a_refund_for_a_stale_version_is_refused() {
        completed();

        ResponseSpec answer = http.post()
                .uri(PAYMENTS + "/" + id + "/refunds")
                .header("If-Match", "\"1\"")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{}")
                .exchange();

        expectProblem(answer, 412, "stale-version");
    }

    @Test
    void a_refund_of_an_unknown_payment_is_not_found() {
        expectProblem(refund("r-1", 1), 404, "payment-not-found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    {}                                                            ; /organizationId /userId /amount /currency /paymentMethod
                    {"amount": 1.5}                                               ; /amount
                    {"amount": "1"}                                               ; /amount
                    {"amount": 99999999999999999999}                              ; /amount
                    {"surprise": 1}                                               ; /surprise
                    {"metadata": {"a": {"b": 1}}}                                 ; /metadata/a
                    {"organizationId":"o","userId":"u","amount":0,"currency":"XXX","paymentMethod":"4111111111111111"} ; /amount /currency /paymentMethod
                    {"id":"a/b","organizationId":"o","userId":"u","amount":1,"currency":"EUR","paymentMethod":"pm_ok"} ; /id
                    """)
    void a_wrong_body_is_refused_naming_each_wrong_field(String body, String fields) {
        expectProblem(post(PAYMENTS, body), 400, "invalid-request")
                .jsonPath("$.errors[*].field")
                .isEqualTo(List.of(fields.split(" ")));
    }

    @Test
    void a_body_past_the_bound_is_refused_whether_its_length_is_stated_or_not() throws Exception {
        String tooLarge = "{\"description\":\"" + "x".repeat(1 << 20) + "\"}";

        expectProblem(post(PAYMENTS, tooLarge), 413, "content-too-large");
        assertThat(postWithoutLength(tooLarge)).isEqualTo(413);
        assertThat(postWithoutLength(payment("pm_ok"))).isEqualTo(201);
    }

    private static int postWithoutLength(String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + PAYMENTS))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void a_body_that_is_no_json_is_refused() {
        expectProblem(post(PAYMENTS, "{"), 400, "invalid-request");
        expectProblem(post(PAYMENTS, "[]"), 400, "invalid-request");
    }

    @Test
    void the_correlation_id_of_the_client_comes_back() {
        http.post()
                .uri(PAYMENTS)
                .header("X-Correlation-Id", "order-77")
                .contentType(MediaType.APPLICATION_JSON)
                .body(payment("pm_ok"))
                .exchange()
                .expectHeader()
                .valueEquals("X-Correlation-Id", "order-77");
    }

    @Test
    void every_event_says_whose_it_is_and_what_led_to_it() {
        http.post()
                .uri(PAYMENTS)
                .header("X-Correlation-Id", "order-78")
                .header("traceparent", TRACE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(payment("pm_ok"))
                .exchange();
        awaitStatus("COMPLETED", "pm_ok");

        DomainEventStream events = service.getBean(EventStore.class).readEvents(id);
        EventMessage<?> created = events.next();
        EventMessage<?> processed = events.next();

        assertThat(created.getMetaData())
                .containsEntry("correlationId", "order-78")
                .containsEntry("traceparent", TRACE)
                .containsEntry("organizationId", "org-7")
                .containsEntry("userId", "user-9")
                .containsKey("causationId");
        assertThat(processed.getMetaData())
                .containsEntry("correlationId", "order-78")
                .containsEntry("causationId", created.getIdentifier());
    }

    @Test
    void the_gateway_counts_as_reached_while_its_list_is_worked_on() {
        http.get()
                .uri("/actuator/health")
                .exchange()
                .expectBody()
                .jsonPath("$.components.gateway.status")
                .isEqualTo("UP");
    }

    @ParameterizedTest
    @CsvSource({"/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus"})
    void operators_can_look_in(String path) {
        http.get().uri(path).exchange().expectStatus().isOk();
    }

    private void completed() {
        post(PAYMENTS, payment("pm_ok")).expectStatus().isCreated();
        awaitStatus("COMPLETED", "pm_ok");
    }

    private void awaitStatus(String status, String paymentMethod) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> post(PAYMENTS, payment(paymentMethod))
                        .expectBody()
                        .jsonPath("$.status")
                        .isEqualTo(status));
    }

    private ResponseSpec refund(String refundId, long amount) {
        return post(PAYMENTS + "/" + id + "/refunds", "{\"id\":\"%s\",\"amount\":%d}".formatted(refundId, amount));
    }

    private static ResponseSpec post(String path, String body) {
        return http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static RestTestClient.BodyContentSpec expectProblem(ResponseSpec answer, int status, String code) {
        RestTestClient.BodyContentSpec body = answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody();
        body.jsonPath("$.code").isEqualTo(code);
        return body;
    }

    private static long position(ResponseSpec answer) {
        return Long.parseLong(String.valueOf(
                answer.expectBody().returnResult().getResponseHeaders().getFirst("X-Event-Position")));
    }

    private void assertLedger(String entries) {
        http.get()
                .uri("/simulated-gateway/ledger/" + id)
                .exchange()
                .expectBody()
                .json(entries.formatted(id).replace('\'', '"'));
    }

    private String payment(String paymentMethod) {
        return """
                {"id":"%s","organizationId":"org-7","userId":"user-9","amount":1000,"currency":"EUR",\
                "paymentMethod":"%s","description":"October","metadata":{"invoice":"1"}}""".formatted(id, paymentMethod);
    }
}
