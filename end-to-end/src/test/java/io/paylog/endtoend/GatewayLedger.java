package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What the simulated gateway has really done, whatever the payments say. */
record GatewayLedger(Http commands) {

    /** How often money was charged for a payment, whatever the keys were, and under one key too. */
    long charges(String paymentId) throws IOException {
        return entries(paymentId, "charge").mapToLong(GatewayLedger::movements).sum();
    }

    /** Minor units that were paid back for a payment. */
    long refunded(String paymentId) throws IOException {
        return entries(paymentId, "refund")
                .mapToLong(entry -> entry.path("amount").asLong() * movements(entry))
                .sum();
    }

    private Stream<JsonNode> entries(String paymentId, String kind) throws IOException {
        Http.Answer answer = commands.get("/simulated-gateway/ledger/" + paymentId);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .filter(entry -> entry.path("kind").asString().equals(kind));
    }

    private static long movements(JsonNode entry) {
        return entry.required("movements").asLong();
    }
}
