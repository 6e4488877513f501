package io.paylog.command;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;

/** The command service while MongoDB is away, and after. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(180)
class MongoOutageTest {

    /** No write waits longer for its answer, however many wait with it. */
    private static final Duration BOUND = Duration.ofSeconds(30);

    private static final int WRITES = 200;
    private static final int WRITES_PER_REFUND = 4;
    private static final int REFUNDED = WRITES / WRITES_PER_REFUND;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String id = "p-" + UUID.randomUUID();
    private String databases;
    private LossyProxy proxy;
    private ConfigurableApplicationContext service;
    private String base;

    @BeforeEach
    void start(LocalStores stores) throws Exception {
        proxy = new LossyProxy(stores.mongoUri());
        databases = TestService.newDatabases();
        service = TestService.startAt(proxy.uri(), databases);
        base = "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        client.close();
        proxy.close();
    }

    @Test
    void many_writes_at_once_are_refused_in_bounded_time_and_all_goes_on_when_mongodb_is_back() throws Exception {
        create(id);
        awaitStatus(id, "COMPLETED");
        proxy.cut();

        List<Answer> answers = writeAtOnce();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body().path("code").asText()).isIn("store-unavailable", "overloaded", "outcome-unknown");
            assertThat(answer.body().path("retryable").asBoolean()).isTrue();
        });
        await().atMost(BOUND).until(() -> readiness() == 503);

        proxy.heal();
        await().atMost(BOUND).until(() -> readiness() == 200);
        for (int i = 0; i < WRITES; i++) {
            assertThat(write(i).status()).isEqualTo(201);
        }
        assertThat(refund("one-too-many", 1_001 - REFUNDED).status()).isEqualTo(422);
        assertThat(refund("the-rest", 1_000 - REFUNDED).status()).isEqualTo(201);
        awaitStatus("new-1-" + id, "COMPLETED");
        awaitStatus(id, "REFUNDED");
    }

    @Test
    void a_write_whose_answer_is_lost_is_of_unknown_outcome_and_a_repeat_finds_out() throws Exception {
        create(id);
        awaitStatus(id, "COMPLETED");
        long version = create(id).body().path("version").asLong();
        proxy.loseAnswersFrom("r-1");

        Answer lost = refund("r-1", 10);

        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.body().path("code").asText()).isEqualTo("outcome-unknown");
        proxy.heal();
        await().atMost(BOUND).ignoreExceptions().until(() -> readiness() == 200);
        Answer repeated = refund("r-1", 10);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.body().path("version").asLong()).isGreaterThan(version);
        assertThat(refund("r-2", 991).status()).isEqualTo(422);
        assertThat(refund("r-2", 990).status()).isEqualTo(201);
        awaitStatus(id, "REFUNDED");
    }

    @Test
    void a_write_that_lands_after_it_was_given_up_is_found_by_a_repeat_with_the_ids_that_were_told(LocalStores stores)
            throws Exception {
        create(id);
        awaitStatus(id, "COMPLETED");
        Answer lost;
        try (MongoClient direct = MongoClients.create(stores.mongoUri())) {
            MongoCollection<Document> commits =
                    direct.getDatabase("events_" + databases).getCollection("commits");
            proxy.loseAnswersFrom("comes-late");
            lost = post("/api/v1/payments/" + id + "/refunds", "{\"amount\":10,\"reason\":\"comes-late\"}");
            assertThat(lost.body().path("code").asText()).isEqualTo("outcome-unknown");
            assertThat(lost.body().path("id").asText()).isEqualTo(id);
            Document late = commits.findOneAndDelete(and(eq("aggregateId", id), eq("firstSequence", 2L)));
            assertThat(late).isNotNull();
            proxy.heal();
            await().atMost(BOUND).ignoreExceptions().until(() -> readiness() == 200);
            assertThat(create(id).body().path("version").asInt()).isEqualTo(2);
            commits.insertOne(late);
        }

        String refundId = lost.body().path("refundId").asText();
        Answer repeated = post(
                "/api/v1/payments/" + id + "/refunds",
                "{\"id\":\"%s\",\"amount\":10,\"reason\":\"comes-late\"}".formatted(refundId));

        assertThat(repeated.status()).isEqualTo(201);
        assertThat(refund("r-2", 991).status()).isEqualTo(422);
        assertThat(refund("r-2", 990).status()).isEqualTo(201);
        awaitStatus(id, "REFUNDED");
    }

    private List<Answer> writeAtOnce() throws Exception {
        List<Future<Answer>> sent = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < WRITES; i++) {
                int number = i;
                sent.add(executor.submit(() -> write(number)));
            }
        }
        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> each : sent) {
            answers.add(each.get());
        }
        return answers;
    }

    /** Some are refunds of one payment, the others are payments. */
    private Answer write(int number) throws Exception {
        return number % WRITES_PER_REFUND == 0 ? refund("r-" + number, 1) : create("new-" + number + "-" + id);
    }

    private Answer create(String paymentId) throws Exception {
        return post("/api/v1/payments", """
                {"id":"%s","organizationId":"org-7","userId":"user-9","amount":1000,"currency":"EUR",\
                "paymentMethod":"pm_ok"}""".formatted(paymentId));
    }

    private Answer refund(String refundId, int amount) throws Exception {
        return post("/api/v1/payments/" + id + "/refunds", "{\"id\":\"%s\",\"amount\":%d}".formatted(refundId, amount));
    }

    private Answer post(String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(BOUND);
    }

    private int readiness() throws Exception {
        return client.send(request("/actuator/health/readiness").GET().build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void awaitStatus(String paymentId, String status) {
        await().atMost(BOUND)
                .until(() -> create(paymentId).body().path("status").asText().equals(status));
    }

    private record Answer(int status, JsonNode body) {}
}
