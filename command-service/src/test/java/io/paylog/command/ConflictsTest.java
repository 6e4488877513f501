package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.payments.DescriptionPatch;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.axonframework.common.Registration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** A command that others are always, or for a while, faster than. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(60)
class ConflictsTest {

    private static final int ATTEMPTS = 3;

    private static ConfigurableApplicationContext slow;
    private static ConfigurableApplicationContext fast;
    private static RestTestClient http;

    private final PaymentId id = new PaymentId("p-" + UUID.randomUUID());
    private final AtomicInteger attempts = new AtomicInteger();
    private Registration interception = () -> true;

    @BeforeAll
    static void start(LocalStores stores) {
        String databases = TestService.newDatabases();
        slow = TestService.startWithoutGateway(
                stores,
                databases,
                "--paylog.commands.max-attempts=" + ATTEMPTS,
                "--paylog.commands.conflict-backoff=1ms",
                "--paylog.aggregates.lock-wait=100ms");
        fast = TestService.startWithoutGateway(stores, databases);
        String port = slow.getEnvironment().getRequiredProperty("local.server.port");
        http = RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    }

    @AfterAll
    static void stop() {
        slow.close();
        fast.close();
    }

    @BeforeEach
    void charge() {
        http.post()
                .uri("/api/v1/payments")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        "{\"id\":\"%s\",\"organizationId\":\"org-7\",\"userId\":\"user-9\",\"amount\":1000,\"currency\":\"EUR\",\"paymentMethod\":\"pm_ok\"}"
                                .formatted(id))
                .exchange()
                .expectStatus()
                .isCreated();
        send(slow, new CompletePayment(id, 1, "ch_1"));
    }

    @AfterEach
    void leaveAlone() {
        interception.cancel();
    }

    /** Calls back, with the number of the attempt, when this payment was loaded and its event is about to be stored. */
    private void beforeEachAppend(IntConsumer callback) {
        interception = slow.getBean(EventStore.class).registerDispatchInterceptor(events -> {
            callback.accept(attempts.incrementAndGet());
            return (index, event) -> event;
        });
    }

    @Test
    void a_command_that_loses_once_is_done_at_the_second_attempt() {
        beforeEachAppend(attempt -> {
            if (attempt == 1) {
                changeElsewhere(attempt);
            }
        });
        double before = conflicts();

        refund("r-1")
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.version")
                .isEqualTo(4);

        assertThat(conflicts() - before).isEqualTo(1);
    }

    @Test
    void a_command_that_loses_each_time_is_refused_and_may_be_repeated() {
        beforeEachAppend(this::changeElsewhere);
        double before = conflicts();

        refund("r-1")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("concurrent-change")
                .jsonPath("$.retryable")
                .isEqualTo(true);

        assertThat(attempts).hasValue(ATTEMPTS);
        assertThat(conflicts() - before).isEqualTo(ATTEMPTS);
        interception.cancel();
        refund("r-1").expectStatus().isCreated();
    }

    @Test
    void a_command_that_waits_too_long_for_others_of_its_payment_is_refused_and_may_be_repeated() throws Exception {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        beforeEachAppend(attempt -> {
            holding.countDown();
            awaitQuietly(mayGoOn);
        });
        CompletableFuture<ResponseSpec> first = CompletableFuture.supplyAsync(() -> refund("r-1"));
        holding.await();

        refund("r-2")
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("overloaded")
                .jsonPath("$.retryable")
                .isEqualTo(true);

        mayGoOn.countDown();
        first.join().expectStatus().isCreated();
        await().untilAsserted(() -> refund("r-2").expectStatus().isCreated());
    }

    private void changeElsewhere(int attempt) {
        DescriptionPatch patch =
                new DescriptionPatch(new DescriptionPatch.TextChange.Set("change " + attempt), false, Map.of());
        CompletableFuture.runAsync(() -> send(fast, new UpdatePayment(id, patch, null)))
                .join();
    }

    private ResponseSpec refund(String refundId) {
        return http.post()
                .uri("/api/v1/payments/" + id + "/refunds")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"id\":\"" + refundId + "\",\"amount\":1}")
                .exchange();
    }

    private static void send(ConfigurableApplicationContext service, PaymentCommand command) {
        service.getBean(Commands.class).send(command, new MessageContext("test", null, null));
    }

    private static double conflicts() {
        return slow.getBean(MeterRegistry.class)
                .get("paylog.commands.conflicts")
                .counter()
                .count();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
