package io.paylog.query;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.RecordedPayments;
import io.paylog.query.testing.TestService;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MongoDB goes away and comes back under a service that stays. */
@ExtendWith(LocalStoresExtension.class)
@SuppressWarnings("NullAway.Init")
class OutageTest {

    private LossyProxy line;
    private RecordedPayments log;
    private TestService service;

    @BeforeEach
    void start(LocalStores stores) throws IOException {
        String events = TestService.newDatabase();
        log = new RecordedPayments(stores, events);
        line = new LossyProxy(stores.mongoUri());
        service = TestService.start(line, events, TestService.newDatabase());
    }

    @AfterEach
    void stop() throws IOException {
        line.heal();
        service.close();
        line.close();
        log.close();
    }

    private int statusOf(String path) {
        return service.get(path).statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/payments/p-1",
                "/api/v1/payments?organizationId=org-1",
                "/api/v1/projections",
            })
    void reads_say_that_the_store_does_not_answer_and_that_repeating_helps(String path) {
        line.cut();

        HttpResponse<String> answer = service.get(path, "X-Min-Event-Position", "1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"store-unavailable\"", "\"retryable\":true");
    }

    @Test
    void the_service_is_not_ready_but_alive_until_the_store_is_back_and_then_goes_on() {
        line.cut();
        await().until(() -> statusOf("/actuator/health/readiness") == 503);
        assertThat(statusOf("/actuator/health/liveness")).isEqualTo(200);
        long position = log.append(PaymentStory.of("p-1", "org-1", 10).created(), CREATED_AT);
        line.heal();

        await().until(() -> statusOf("/actuator/health/readiness") == 200);
        await().until(() -> service.get("/api/v1/payments/p-1", "X-Min-Event-Position", Long.toString(position))
                        .statusCode()
                == 200);
    }
}
