package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a client does in its first minutes, against two services and their stores as separate processes. */
@ExtendWith(OneOfEach.class)
class TourIT {

    private final Http commands;
    private final Http queries;

    TourIT(Cluster cluster) {
        commands = cluster.commands(0).http();
        queries = cluster.queries(0).http();
    }

    @Test
    void a_payment_is_charged_refunded_in_parts_and_never_beyond_its_amount() throws IOException {
        create("inv-1", "org-tour", 1_999, "pm_ok");
        JsonNode completed = awaitStatus("inv-1", "COMPLETED");
        assertThat(completed.path("amount").asLong()).isEqualTo(1_999);
        assertThat(completed.path("processedAt").asString()).endsWith("Z");

        assertThat(refund("inv-1", "{\"id\":\"r-1\",\"amount\":500,\"reason\":\"goodwill\"}")
                        .status())
                .isEqualTo(201);
        assertThat(awaitStatus("inv-1", "PARTIALLY_REFUNDED")
                        .path("amountRefunded")
                        .asLong())
                .isEqualTo(500);

        assertThat(refund("inv-1", "{\"id\":\"r-2\"}").status()).isEqualTo(201);
        assertThat(awaitStatus("inv-1", "REFUNDED").path("refunds")).hasSize(2);

        Http.Answer tooMuch = refund("inv-1", "{\"id\":\"r-3\",\"amount\":1}");
        assertThat(tooMuch.status()).isEqualTo(422);
        assertThat(tooMuch.header("Content-Type")).startsWith("application/problem+json");
        assertThat(tooMuch.json().path("code").asString()).isEqualTo("refund-exceeds-remaining");
        assertThat(tooMuch.json().path("remaining").asLong()).isZero();
    }

    @Test
    void a_declined_payment_says_why() throws IOException {
        create("inv-2", "org-tour", 1, "pm_declined");

        JsonNode failed = awaitStatus("inv-2", "FAILED");

        assertThat(failed.path("failure").path("code").asString()).isEqualTo("card_declined");
        assertThat(failed.path("failure").path("retryable").asBoolean()).isTrue();
    }

    @Test
    void a_client_reads_its_own_write_by_position() throws IOException {
        Http.Answer created = create("inv-3", "org-tour", 1, "pm_slow");

        Http.Answer read =
                queries.get(Payments.PATH + "/inv-3", "X-Min-Event-Position", created.header("X-Event-Position"));

        assertThat(read.status()).isEqualTo(200);
        assertThat(Long.parseLong(read.header("X-Event-Position")))
                .isGreaterThanOrEqualTo(Long.parseLong(created.header("X-Event-Position")));
    }

    @Test
    void five_hundred_payments_are_walked_by_cursor_once_each_and_in_order() throws Exception {
        List<String> ids = Payments.ids("walk", 500).toList();
        long last = 0;
        for (String id : ids) {
            Http.Answer answer = create(id, "org-walk", 1 + Math.floorMod(id.hashCode(), 50), "pm_ok");
            last = Long.parseLong(answer.header("X-Event-Position"));
        }
        assertThat(queries.get(Payments.PATH + "?organizationId=org-walk", "X-Min-Event-Position", Long.toString(last))
                        .status())
                .isEqualTo(200);

        assertThat(walk("createdAt:asc")).containsExactlyElementsOf(ids);
        assertThat(walk("createdAt:desc")).containsExactlyElementsOf(ids.reversed());
        List<Long> amounts = new ArrayList<>();
        for (JsonNode payment : PageWalk.of(queries, "organizationId=org-walk&limit=33&sort=amount:asc")) {
            amounts.add(payment.path("amount").asLong());
        }
        assertThat(amounts).hasSize(500).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(walk("amount:desc")).containsExactlyInAnyOrderElementsOf(ids);
    }

    private List<String> walk(String sort) throws IOException {
        return PageWalk.of(queries, "organizationId=org-walk&limit=33&sort=" + sort).stream()
                .map(payment -> payment.path("id").asString())
                .toList();
    }

    private Http.Answer create(String id, String organization, long amount, String paymentMethod) throws IOException {
        Http.Answer answer = commands.post(Payments.PATH, Payments.body(id, organization, amount, paymentMethod));
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        return answer;
    }

    private Http.Answer refund(String id, String body) throws IOException {
        return commands.post(Payments.PATH + "/" + id + "/refunds", body);
    }

    private JsonNode awaitStatus(String id, String status) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> queries.get(Payments.PATH + "/" + id).json(),
                        payment -> payment.path("status").asString("").equals(status));
    }
}
