package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What the simulated gateway has really done, whatever the payments say. */
record GatewayLedger(Http commands) {

    /** How often money was charged for a payment, whatever the keys were. */
    long charges(String paymentId) throws IOException {
        return moved(paymentId, "charge").count();
    }

    /** Minor units that were paid back for a payment. */
    long refunded(String paymentId) throws IOException {
        return moved(paymentId, "refund")
                .mapToLong(entry -> entry.path("amount").asLong())
                .sum();
    }

    private Stream<JsonNode> moved(String paymentId, String kind) throws IOException {
        Http.Answer answer = commands.get("/simulated-gateway/ledger/" + paymentId);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .filter(entry -> entry.path("kind").asString().equals(kind))
                .filter(entry -> entry.path("moved").asBoolean());
    }
}
