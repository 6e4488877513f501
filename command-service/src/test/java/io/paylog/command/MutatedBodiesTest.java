package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.payments.Description;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import io.paylog.api.payments.PaymentEvent.PaymentUpdated;
import io.paylog.api.payments.PaymentEvent.RefundRequested;
import io.paylog.eventstore.EventLog;
import io.paylog.web.testing.Answer;
import io.paylog.web.testing.BadRequest;
import io.paylog.web.testing.RawHttp;
import io.paylog.web.testing.Request;
import io.paylog.web.testing.RequestLog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever becomes of a body on its way, it is refused as a whole or kept as it came. */
@ExtendWith(QuietService.class)
class MutatedBodiesTest {

    private static final int BODIES = 350;

    /** Reads what a bulk request may have, around an item that is refused for it. */
    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(1_000_000)
                            .maxNumberLength(1_000_000)
                            .maxNestingDepth(10_000)
                            .build())
                    .build())
            .build();

    /** The same bodies each time, so that what fails does so again; {@code random}: others. */
    private final long seed = seedOf(System.getProperty("mutations.seed", "20260102"));

    private final Random random = new Random(seed);
    private final Mutation mutation = new Mutation(random);
    private final RequestLog log = RequestLog.open();
    private final RunningService service;
    private final RawHttp http;

    MutatedBodiesTest(RunningService service) {
        this.service = service;
        this.http = new RawHttp(service.uri());
    }

    private static long seedOf(String asked) {
        if (!asked.equals("random") && !asked.equals("0")) {
            return Long.parseLong(asked);
        }
        long fresh = new Random().nextLong();
        System.out.println("-Dmutations.seed=" + fresh);
        return fresh;
    }

    @AfterEach
    void a_clients_mistake_fills_no_log() {
        log.close();
        assertThat(log.take()).as("seed %d", seed).isEmpty();
    }

    @Test
    void a_payment_is_kept_as_it_came() {
        send(
                Requests.CREATE,
                (sent, answer) -> expectKept(sent, answer.get("id").asString()));
    }

    @Test
    void each_of_many_payments_is_kept_as_it_came() {
        send(Requests.BULK, (sent, answer) -> {
            JsonNode results = answer.get("results");
            assertThat(results).hasSameSizeAs(sent.get("payments"));
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i).get("status").asInt() == 201) {
                    expectKept(
                            sent.get("payments").get(i),
                            results.get(i).get("id").asString());
                } else {
                    assertThat(results.get(i).get("status").asInt()).isBetween(400, 499);
                }
            }
        });
    }

    @Test
    void an_update_is_kept_as_it_came() {
        ObjectNode expected = description();
        send(Requests.UPDATE, (sent, answer) -> {
            merge(expected, sent);
            assertThat(description()).isEqualTo(expected);
        });
    }

    @Test
    void a_refund_is_kept_as_it_came() {
        send(Requests.REFUND, (sent, answer) -> {
            String refundId = answer.get("refundId").asString();
            RefundRequested refund = events(QuietService.PAYMENT).stream()
                    .filter(RefundRequested.class::isInstance)
                    .map(RefundRequested.class::cast)
                    .filter(requested -> requested.refundId().value().equals(refundId))
                    .findFirst()
                    .orElseThrow();
            ObjectNode stored = json.createObjectNode();
            stored.put("id", sent.hasNonNull("id") ? refundId : null);
            stored.put("amount", refund.requestedAmount());
            stored.put("reason", refund.reason());
            assertThat(withoutNulls(stored)).isEqualTo(withoutNulls(sent));
        });
    }

    @Test
    void a_payment_that_cannot_be_retried_is_left_alone() {
        send(
                Requests.RETRY,
                (sent, answer) -> assertThat(sent).as("none can be").isNull());
    }

    @Test
    void a_switch_is_set_as_asked() {
        send(Requests.SWITCH, (sent, answer) -> assertThat(answer).isEqualTo(sent));
    }

    /** @param accepted compares what was sent, as another parser has it, with what there is now */
    private void send(Request valid, BiConsumer<JsonNode, JsonNode> accepted) {
        for (int i = 0; i < BODIES; i++) {
            String body = mutation.of(valid.body().replace("\"r\"", "\"r-" + random.nextInt(1_000_000) + "\""));
            long head = head();
            try {
                Answer answer = http.send(valid.withBody(body));
                if (answer.status() < 300) {
                    accepted.accept(parsed(body), answer.json());
                } else {
                    BadRequest.checkRefused(answer);
                    assertThat(head()).as("nothing is stored").isEqualTo(head);
                }
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ", body " + i + ": " + body, failure);
            }
        }
    }

    private JsonNode parsed(String body) {
        return json.readTree(new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replaceFirst("^\uFEFF", ""));
    }

    private void expectKept(JsonNode sent, String id) {
        PaymentCreated created = (PaymentCreated) events(id).getFirst();
        ObjectNode stored = json.createObjectNode();
        stored.put("id", sent.hasNonNull("id") ? id : null);
        stored.put("organizationId", created.billing().organizationId().value());
        stored.put("userId", created.billing().userId().value());
        stored.set("workflowId", json.valueToTree(textOf(created.billing().workflowId())));
        stored.set("resourceId", json.valueToTree(textOf(created.billing().resourceId())));
        stored.put("amount", created.money().amount());
        stored.put("currency", created.money().currencyCode());
        stored.put("paymentMethod", created.paymentMethod().token());
        stored.put("description", created.description().text());
        stored.set("metadata", json.valueToTree(created.description().metadata()));
        ObjectNode asked = (ObjectNode) sent.deepCopy();
        if (!asked.hasNonNull("metadata")) {
            asked.set("metadata", json.createObjectNode());
        }
        assertThat(withoutNulls(stored)).isEqualTo(withoutNulls(asked));
    }

    /** As it is now, in the form of a patch. */
    private ObjectNode description() {
        ObjectNode description = json.createObjectNode();
        for (PaymentEvent event : events(QuietService.PAYMENT)) {
            switch (event) {
                case PaymentCreated created -> set(description, created.description());
                case PaymentUpdated updated -> set(description, updated.description());
                default -> {}
            }
        }
        return description;
    }

    private void set(ObjectNode node, Description description) {
        node.put("description", description.text());
        node.set("metadata", json.valueToTree(description.metadata()));
    }

    /** What RFC 7396 makes of a description and a patch. */
    private static void merge(ObjectNode description, JsonNode patch) {
        if (patch.has("description")) {
            description.set("description", patch.get("description"));
        }
        JsonNode changes = patch.path("metadata");
        ObjectNode pairs =
                changes.isNull() ? description.putObject("metadata") : (ObjectNode) description.get("metadata");
        changes.properties().forEach(pair -> pairs.set(pair.getKey(), pair.getValue()));
        pairs.properties().removeIf(pair -> pair.getValue().isNull());
    }

    /** Read again, for numbers are equal only if they are of the same type. */
    private JsonNode withoutNulls(JsonNode node) {
        ((ObjectNode) node).properties().removeIf(member -> member.getValue().isNull());
        return json.readTree(node.toString());
    }

    private List<PaymentEvent> events(String id) {
        return service.bean(EventStore.class)
                .readEvents(id, 0)
                .asStream()
                .map(event -> (PaymentEvent) event.getPayload())
                .toList();
    }

    private static @Nullable String textOf(@Nullable Record id) {
        return id == null ? null : id.toString();
    }

    private long head() {
        return service.bean(EventLog.class).head();
    }
}
