package io.paylog.command;

import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import java.time.Duration;
import org.springframework.http.MediaType;

/**
 * Gives tests a {@link RunningService} whose log grows by what they send only. It has one payment, {@value #PAYMENT},
 * that is completed.
 */
final class QuietService extends OneService {

    static final String PAYMENT = "known";

    @Override
    RunningService start(LocalStores stores) {
        RunningService service = RunningService.of(TestService.start(stores, TestService.newDatabases()));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> service.http()
                        .post()
                        .uri(OverHttp.PAYMENTS)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(OverHttp.payment(PAYMENT, "pm_ok"))
                        .exchange()
                        .expectBody()
                        .jsonPath("$.status")
                        .isEqualTo("COMPLETED"));
        // From now on nothing happens to payments that tests create.
        service.http()
                .put()
                .uri("/simulated-gateway/availability")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"available\":false}")
                .exchange()
                .expectStatus()
                .isOk();
        return service;
    }
}
