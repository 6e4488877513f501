package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

class ProcessingOverHttpTest extends OverHttp {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    ProcessingOverHttpTest(RunningService service) {
        super(service);
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
                .valueMatches("X-Event-Position", "[1-9][0-9]*")
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
        expectLedger("[{'key':'%s:charge:1','kind':'charge','amount':1000,'currency':'EUR','movements':1,'calls':1}]");
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
    void the_correlation_id_of_the_client_comes_back() {
        request(HttpMethod.POST, PAYMENTS)
                .header("X-Correlation-Id", "order-77")
                .body(payment("pm_ok"))
                .exchange()
                .expectHeader()
                .valueEquals("X-Correlation-Id", "order-77");
    }

    @Test
    void every_event_says_whose_it_is_and_what_led_to_it() {
        request(HttpMethod.POST, PAYMENTS)
                .header("X-Correlation-Id", "order-78")
                .header("traceparent", TRACE)
                .body(payment("pm_ok"))
                .exchange();
        awaitStatus("COMPLETED", "pm_ok");

        DomainEventStream events = service.bean(EventStore.class).readEvents(id);
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
}
