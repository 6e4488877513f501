package io.paylog.command;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.BodyContentSpec;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What tests of the command service over HTTP have in common: a service, and a payment of 1,000 euro cents. */
@ExtendWith(SharedService.class)
abstract class OverHttp {

    static final String PAYMENTS = "/api/v1/payments";

    final RunningService service;
    final String id = "p-" + UUID.randomUUID();

    OverHttp(RunningService service) {
        this.service = service;
    }

    final RequestBodySpec request(HttpMethod method, String path) {
        return service.http().method(method).uri(path).contentType(MediaType.APPLICATION_JSON);
    }

    final ResponseSpec post(String path, String body) {
        return request(HttpMethod.POST, path).body(body).exchange();
    }

    final String path() {
        return PAYMENTS + "/" + id;
    }

    final ResponseSpec refund(String refundId, long amount) {
        return post(path() + "/refunds", "{\"id\":\"%s\",\"amount\":%d}".formatted(refundId, amount));
    }

    final void completed() {
        created("pm_ok", "COMPLETED");
    }

    final void failed() {
        created("pm_declined", "FAILED");
    }

    private void created(String paymentMethod, String status) {
        post(PAYMENTS, payment(paymentMethod)).expectStatus().isCreated();
        awaitStatus(status, paymentMethod);
    }

    /** Asks by repeating the request that created the payment. */
    final void awaitStatus(String status, String paymentMethod) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> post(PAYMENTS, payment(paymentMethod))
                        .expectBody()
                        .jsonPath("$.status")
                        .isEqualTo(status));
    }

    final String payment(String paymentMethod) {
        return payment(id, paymentMethod);
    }

    static String payment(String id, String paymentMethod) {
        return """
                {"id":"%s","organizationId":"org-7","userId":"user-9","amount":1000,"currency":"EUR",\
                "paymentMethod":"%s","description":"October","metadata":{"invoice":"1"}}""".formatted(id, paymentMethod);
    }

    final void expectLedger(String entries) {
        service.http()
                .get()
                .uri("/simulated-gateway/ledger/" + id)
                .exchange()
                .expectBody()
                .json(entries.formatted(id).replace('\'', '"'));
    }

    /** That the write is done: where the payment stands, and from which position on it can be read. */
    final void expectChanged(ResponseSpec answer, String status, long version) {
        answer.expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"" + version + "\"")
                .expectHeader()
                .valueMatches("X-Event-Position", "[1-9][0-9]*")
                .expectBody()
                .json("{\"id\":\"%s\",\"status\":\"%s\",\"version\":%d}".formatted(id, status, version));
    }

    static BodyContentSpec expectProblem(ResponseSpec answer, int status, String code) {
        BodyContentSpec body = answer.expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody();
        body.jsonPath("$.code").isEqualTo(code);
        return body;
    }

    static long position(ResponseSpec answer) {
        return Long.parseLong(String.valueOf(
                answer.expectBody().returnResult().getResponseHeaders().getFirst("X-Event-Position")));
    }
}
