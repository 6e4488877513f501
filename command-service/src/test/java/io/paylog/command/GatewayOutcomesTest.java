package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Every outcome that a gateway has, over HTTP. */
@ExtendWith(LocalStoresExtension.class)
class GatewayOutcomesTest {

    private static final String PAYMENTS = "/api/v1/payments";
    private static final String SWITCH = "/simulated-gateway/availability";
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static ConfigurableApplicationContext service;
    private static RestTestClient http;

    private final String id = "p-" + UUID.randomUUID();

    @BeforeAll
    static void start(LocalStores stores) {
        service = TestService.start(
                stores,
                TestService.newDatabases(),
                "--paylog.gateway.backoff=50ms",
                "--paylog.gateway.unresolved-after=1s",
                "--paylog.gateway.metrics-interval=10ms");
        String port = service.getEnvironment().getRequiredProperty("local.server.port");
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void payments_wait_while_the_gateway_is_down_and_finish_when_it_is_back() {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> id + "-" + i).toList();
        switchGateway(false);
        double unansweredBefore = unansweredCalls();
        ids.forEach(each -> create(each, "pm_ok"));
        await().atMost(LONG_ENOUGH).until(() -> unansweredCalls() >= unansweredBefore + 3 * ids.size());
        assertThat(ids).allSatisfy(each -> {
            assertThat(create(each, "pm_ok")).contains("\"status\":\"PROCESSING\"");
            assertThat(ledger(each)).isEqualTo("[]");
        });

        switchGateway(true);

        ids.forEach(each -> awaitStatus(each, "pm_ok", "COMPLETED"));
        assertThat(ids).allSatisfy(each -> assertThat(ledger(each)).contains("\"movements\":1,\"calls\":1"));
    }

    @Test
    void a_lost_answer_is_found_and_nothing_is_charged_or_paid_back_twice() {
        create(id, "pm_timeout_once");
        awaitStatus(id, "pm_timeout_once", "COMPLETED");
        refund("r-1");
        awaitStatus(id, "pm_timeout_once", "REFUNDED");

        assertThat(ledger(id))
                .isEqualTo(("[{'key':'%1$s:charge:1','kind':'charge','amount':1000,'currency':'EUR',"
                                + "'movements':1,'calls':1},{'key':'%1$s:refund:r-1','kind':'refund','amount':1000,"
                                + "'currency':'EUR','movements':1,'calls':1}]")
                        .formatted(id)
                        .replace('\'', '"'));
    }

    @Test
    void a_refund_that_the_gateway_declines_releases_its_amount() {
        create(id, "pm_refund_declined");
        awaitStatus(id, "pm_refund_declined", "COMPLETED");
        refund("r-1");
        await().atMost(LONG_ENOUGH).until(() -> refund("r-1").contains("\"version\":4"));

        assertThat(refund("r-2")).contains("\"version\":5");
        assertThat(ledger(id)).contains("\"kind\":\"refund\",\"amount\":1000,\"currency\":\"EUR\",\"movements\":0");
    }

    @Test
    void a_payment_that_never_gets_an_answer_stays_open_and_shows_as_unresolved() {
        create(id, "pm_unavailable");

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(metric("paylog_gateway_work_unresolved", "kind=\"charge\""))
                        .isPositive());
        assertThat(metric("paylog_gateway_work_oldest_seconds", "kind=\"charge\""))
                .isPositive();
        assertThat(create(id, "pm_unavailable")).contains("\"status\":\"PROCESSING\"");
        assertThat(ledger(id)).isEqualTo("[]");
    }

    @Test
    void a_switch_without_a_position_is_refused() {
        http.put()
                .uri(SWITCH)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{}")
                .exchange()
                .expectStatus()
                .isBadRequest();
        assertThat(get(SWITCH)).isEqualTo("{\"available\":true}");
    }

    private static void switchGateway(boolean available) {
        http.put()
                .uri(SWITCH)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"available\":%s}".formatted(available))
                .exchange()
                .expectStatus()
                .isOk();
        assertThat(get(SWITCH)).isEqualTo("{\"available\":%s}".formatted(available));
    }

    private static double unansweredCalls() {
        return metric("paylog_gateway_calls_seconds_count", "outcome=\"unresolved\"");
    }

    /** The sum over all series with the given label. */
    private static double metric(String name, String label) {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void awaitStatus(String id, String paymentMethod, String status) {
        await().atMost(LONG_ENOUGH)
                .until(() -> create(id, paymentMethod).contains("\"status\":\"%s\"".formatted(status)));
    }

    /** Also what a repeat answers: how the payment is now. */
    private static String create(String id, String paymentMethod) {
        return post(PAYMENTS, """
                {"id":"%s","organizationId":"org-7","userId":"user-9","amount":1000,"currency":"EUR",\
                "paymentMethod":"%s"}""".formatted(id, paymentMethod));
    }

    private String refund(String refundId) {
        return post(PAYMENTS + "/" + id + "/refunds", "{\"id\":\"%s\"}".formatted(refundId));
    }

    private static String post(String path, String body) {
        return text(http.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange());
    }

    private static String ledger(String id) {
        return get("/simulated-gateway/ledger/" + id);
    }

    private static String get(String path) {
        return text(http.get().uri(path).exchange());
    }

    private static String text(RestTestClient.ResponseSpec answer) {
        byte[] body = answer.expectStatus()
                .is2xxSuccessful()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return new String(Objects.requireNonNull(body), StandardCharsets.UTF_8);
    }
}
