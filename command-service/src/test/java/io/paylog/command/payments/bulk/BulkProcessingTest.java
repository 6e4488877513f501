package io.paylog.command.payments.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.paylog.api.money.Money;
import io.paylog.api.payments.Billing;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.UserId;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.payments.Written;
import io.paylog.command.payments.bulk.BulkEndpoint.Result;
import io.paylog.web.Problems;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;

/** What no store and no payment brings about by itself. */
class BulkProcessingTest {

    private static final MessageContext CONTEXT = new MessageContext("test", null, null);
    private static final Billing BILLING = new Billing(new OrganizationId("org-7"), new UserId("user-9"), null, null);

    @Test
    void an_error_over_one_payment_leaves_the_results_of_the_others() {
        BulkProcessing processing = processing(id -> {
            if (id.equals("b")) {
                throw new StackOverflowError("in the driver");
            }
        });

        List<Result> results = processing.process(items("a", "b", "c"), CONTEXT);

        assertThat(results).extracting(Result::id).containsExactly("a", "b", "c");
        assertThat(results).extracting(Result::status).containsExactly(201, 500, 201);
    }

    @Test
    void a_stop_lets_what_has_begun_end_and_begins_nothing() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        BulkProcessing processing = processing(id -> {
            begun.countDown();
            awaitQuietly(mayEnd);
        });
        CompletableFuture<List<Result>> results =
                CompletableFuture.supplyAsync(() -> processing.process(items("a", "b", "c"), CONTEXT));
        begun.await();

        processing.stop();
        mayEnd.countDown();

        assertThat(results.join()).extracting(Result::status).containsExactlyInAnyOrder(201, 503, 503);
        assertThat(results.join().stream().map(Result::problem).filter(Objects::nonNull))
                .allSatisfy(problem -> assertThat(problem.getProperties())
                        .containsEntry("code", "not-begun")
                        .containsEntry("retryable", true));
    }

    @Test
    void it_stops_when_clients_have_been_sent_away_and_before_the_web_server_waits_for_its_requests() {
        assertThat(processing(id -> {}).getPhase())
                .isLessThan(SmartLifecycle.DEFAULT_PHASE)
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    private static BulkProcessing processing(Consumer<String> execution) {
        Commands commands = mock(Commands.class);
        when(commands.send(any(), any())).thenAnswer(call -> {
            PaymentId id = call.<ProcessPayment>getArgument(0).paymentId();
            execution.accept(id.value());
            return new Commands.Accepted(new Written(id, PaymentStatus.PROCESSING, 1), 1, false);
        });
        return new BulkProcessing(
                commands,
                failure -> Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "", false),
                new Binder(new MapConfigurationPropertySource(Map.of("paylog.bulk.concurrency", "1")))
                        .bindOrCreate("paylog", CommandServiceProperties.class));
    }

    private static List<BulkItem> items(String... ids) {
        return Stream.of(ids)
                .<BulkItem>map(id -> new BulkItem.Asked(new ProcessPayment(
                        new PaymentId(id),
                        BILLING,
                        Money.of(1, "EUR"),
                        new PaymentMethod("pm_ok"),
                        new Description(null, Map.of()))))
                .toList();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
