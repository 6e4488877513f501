package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.eventstore.EventEntry;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.NewCommit;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A service beside a newer one, which has written an event that this one does not know. */
@ExtendWith({LocalStoresExtension.class, OutputCaptureExtension.class})
class NewerEventTest {

    private static RunningService service;

    private final String id = "p-" + UUID.randomUUID();

    @BeforeAll
    static void start(LocalStores stores) {
        service = RunningService.of(TestService.start(stores, TestService.newDatabases()));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void the_payment_is_left_alone_and_the_gateway_is_not_asked_any_more_and_both_are_told(CapturedOutput output) {
        create(id).expectStatus().isCreated();
        await().atMost(Duration.ofSeconds(20)).until(() -> head() == 2);
        expectHealth("UP");

        appendEventOfNewerVersion();

        OverHttp.expectProblem(patch(), 503, "service-outdated")
                .jsonPath("$.retryable")
                .isEqualTo(true);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> expectHealth("DOWN"));
        assertThat(output.getAll().lines().filter(line -> line.contains("ERROR")))
                .allMatch(line -> line.contains("payment.updated, revision 99"))
                .anyMatch(line -> line.contains("left alone until a newer version is deployed"))
                .anyMatch(line -> line.contains("ALARM: new payments do not reach the gateway"))
                .hasSize(2);
        assertThat(metrics()).containsPattern("paylog_gateway_stopped\\{[^}]*} 1\\.0");
        assertThat(head()).isEqualTo(3);
        create(id + "-other").expectStatus().isCreated();
    }

    private void appendEventOfNewerVersion() {
        EventEntry event = new EventEntry(
                UUID.randomUUID().toString(), "payment.updated", "99", Instant.now(), "{\"surprise\":1}", "{}");
        service.bean(EventLog.class).append(new NewCommit("payment", id, 2, List.of(event)));
    }

    private static long head() {
        return service.bean(EventLog.class).head();
    }

    private ResponseSpec patch() {
        return service.http()
                .patch()
                .uri(OverHttp.PAYMENTS + "/" + id)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"description\":\"November\"}")
                .exchange();
    }

    private static ResponseSpec create(String paymentId) {
        return service.http()
                .post()
                .uri(OverHttp.PAYMENTS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(OverHttp.payment(paymentId, "pm_ok"))
                .exchange();
    }

    private static void expectHealth(String status) {
        service.http()
                .get()
                .uri("/actuator/health")
                .exchange()
                .expectBody()
                .jsonPath("$.components.gateway.status")
                .isEqualTo(status);
    }

    private static String metrics() {
        return String.valueOf(service.http()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
