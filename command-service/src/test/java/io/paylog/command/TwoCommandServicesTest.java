package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Two command services on one log: whoever loses the race for a payment loads it again and repeats. */
@ExtendWith(LocalStoresExtension.class)
class TwoCommandServicesTest {

    private static final String PAYMENTS = "/api/v1/payments";
    private static final int REFUNDS = 40;

    /** Either service may lose about every second race here; so many in a row it will not. */
    private static final String OFTEN = "--paylog.commands.max-attempts=20";

    private static final List<ConfigurableApplicationContext> SERVICES = new ArrayList<>();
    private static final List<RestTestClient> CLIENTS = new ArrayList<>();

    @BeforeAll
    static void start(LocalStores stores) {
        String databases = TestService.newDatabases();
        for (int i = 0; i < 2; i++) {
            ConfigurableApplicationContext service = TestService.start(stores, databases, OFTEN);
            SERVICES.add(service);
            String port = service.getEnvironment().getRequiredProperty("local.server.port");
            CLIENTS.add(RestTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + port)
                    .build());
        }
    }

    @AfterAll
    static void stop() {
        SERVICES.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void refunds_through_both_services_at_once_are_all_taken_and_never_exceed_the_payment() throws Exception {
        create();
        await().atMost(Duration.ofSeconds(20)).until(() -> hasStatus("COMPLETED"));

        List<Integer> answers = refundConcurrently();

        assertThat(answers).hasSize(REFUNDS + 1).containsOnly(201, 422);
        assertThat(answers.stream().filter(status -> status == 422)).hasSize(1);
        await().atMost(Duration.ofSeconds(20)).until(() -> hasStatus("REFUNDED"));
    }

    /** One more than the payment has units, one unit each. */
    private static List<Integer> refundConcurrently() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(6)) {
            List<Future<Integer>> sent = new ArrayList<>();
            for (int i = 0; i <= REFUNDS; i++) {
                RestTestClient client = CLIENTS.get(i % 2);
                String body = "{\"id\":\"r-%d\",\"amount\":1}".formatted(i);
                sent.add(executor.submit(() -> post(client, PAYMENTS + "/shared/refunds", body)));
            }
            List<Integer> answers = new ArrayList<>();
            for (Future<Integer> each : sent) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    private static int post(RestTestClient client, String path, String body) {
        return client.post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static void create() {
        assertThat(post(CLIENTS.getFirst(), PAYMENTS, payment())).isEqualTo(201);
    }

    private static boolean hasStatus(String status) {
        byte[] body = CLIENTS.getLast()
                .post()
                .uri(PAYMENTS)
                .contentType(MediaType.APPLICATION_JSON)
                .body(payment())
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body != null && new String(body, StandardCharsets.UTF_8).contains("\"" + status + "\"");
    }

    private static String payment() {
        return """
                {"id":"shared","organizationId":"org-7","userId":"user-9","amount":%d,"currency":"EUR",\
                "paymentMethod":"pm_ok"}""".formatted(REFUNDS);
    }
}
