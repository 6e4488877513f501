package io.paylog.query;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.projecting.ProjectionLifecycle;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.RecordedPayments;
import io.paylog.query.testing.TestRedis;
import io.paylog.query.testing.TestService;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.axonframework.springboot.updates.UpdateCheckConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(LocalStoresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class QueryServiceTest {

    private static final String MIN_POSITION = "X-Min-Event-Position";

    private final JsonMapper json = new JsonMapper();
    private TestRedis redis;
    private RecordedPayments log;
    private TestService service;

    @BeforeAll
    void start(LocalStores stores) {
        redis = TestRedis.start();
        String events = TestService.newDatabase();
        log = new RecordedPayments(stores, events);
        service = TestService.start(stores, events, TestService.newDatabase(), redis.uri());
    }

    @AfterAll
    void stop() {
        service.close();
        log.close();
        redis.close();
    }

    private JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private HttpResponse<String> fresh(String path, long position) {
        HttpResponse<String> answer = service.get(path, MIN_POSITION, Long.toString(position), "Prefer", "wait=10");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    @Test
    void a_payment_is_read_as_its_events_left_it() {
        PaymentStory story = PaymentStory.of("p-read", "org-1", 1999);
        log.append(story.created(), CREATED_AT);
        long position = log.append(story.processed(), CREATED_AT.plusSeconds(1));

        HttpResponse<String> answer = fresh("/api/v1/payments/p-read", position);

        assertThat(answer.headers().firstValue("ETag")).contains("\"2\"");
        assertThat(answer.headers().firstValueAsLong("X-Event-Position").orElse(0))
                .isGreaterThanOrEqualTo(position);
        assertThat(answer.body()).isEqualTo("""
                {"id":"p-read","organizationId":"org-1","userId":"user-1","amount":1999,"currency":"EUR",\
                "amountRefunded":0,"status":"COMPLETED","paymentMethod":"pm_ok","description":"October",\
                "metadata":{"a.$b":"c","invoice":"2026-0042"},"attempt":1,"version":2,\
                "createdAt":"2026-01-02T03:04:05.678Z","updatedAt":"2026-01-02T03:04:06.678Z",\
                "processedAt":"2026-01-02T03:04:06.678Z"}""");
    }

    @Test
    void a_cached_payment_is_the_same_as_one_from_the_database() {
        PaymentStory story = PaymentStory.of("p-cached", "org-1", 1000);
        log.append(story.created(), CREATED_AT);
        log.append(story.processed(), CREATED_AT);
        long position = log.append(story.refundRequested("r-1", 400, PaymentStatus.COMPLETED), CREATED_AT);
        String cached = fresh("/api/v1/payments/p-cached", position).body();

        redis.stop();
        try {
            assertThat(fresh("/api/v1/payments/p-cached", position).body()).isEqualTo(cached);
        } finally {
            redis.startAgain();
        }
        assertThat(json.readTree(cached).get("refunds").get(0).get("status").asString())
                .isEqualTo("PENDING");
    }

    @Test
    void nothing_fails_while_redis_is_away_and_what_changed_meanwhile_is_not_read_from_the_cache_later() {
        PaymentStory story = PaymentStory.of("p-away", "org-1", 1000);
        long created = log.append(story.created(), CREATED_AT);
        fresh("/api/v1/payments/p-away", created);
        // So that it comes back with the payment as it was before.
        redis.save();
        redis.stop();
        long processed = log.append(story.processed(), CREATED_AT);
        assertThat(body(fresh("/api/v1/payments/p-away", processed))
                        .get("status")
                        .asString())
                .isEqualTo("COMPLETED");
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);

        redis.startAgain();
        await().untilAsserted(() ->
                assertThat(service.get("/actuator/health/redis").statusCode()).isEqualTo(200));
        assertThat(body(service.get("/api/v1/payments/p-away")).get("status").asString())
                .isEqualTo("COMPLETED");
    }

    @Test
    void a_cached_payment_is_read_from_the_cache() {
        TestRedis.assumeThere();
        long position = log.append(PaymentStory.of("p-hit", "org-1", 1000).created(), CREATED_AT);
        // Not the payment itself, which would then be read from this node's memory.
        fresh("/api/v1/payments?organizationId=org-1", position);
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            await().until(() ->
                    !connection.sync().keys("paylog:payments:*:p-hit").isEmpty());
            String key = connection.sync().keys("paylog:payments:*:p-hit").getFirst();
            connection.sync().set(key, connection.sync().get(key).replace("October", "marked"));
            await().untilAsserted(() ->
                    assertThat(service.get("/api/v1/payments/p-hit").body()).contains("marked"));
        } finally {
            client.close();
        }
    }

    @Test
    void a_page_of_all_there_is_has_no_next_one() {
        log.append(PaymentStory.of("exact-1", "org-exact", 10).created(), CREATED_AT);
        long position = log.append(PaymentStory.of("exact-2", "org-exact", 10).created(), CREATED_AT);

        JsonNode page = body(fresh("/api/v1/payments?organizationId=org-exact&limit=2", position));

        assertThat(page.get("data")).hasSize(2);
        assertThat(page.get("hasMore").asBoolean()).isFalse();
        assertThat(page.has("nextCursor")).isFalse();
    }

    @Test
    void a_list_of_one_status_goes_on_with_that_status() {
        long position = 0;
        for (int n = 0; n < 4; n++) {
            PaymentStory story = PaymentStory.of("mixed-" + n, "org-mixed", 10 + n);
            position = log.append(story.created(), CREATED_AT);
            if (n % 2 == 0) {
                position = log.append(story.failed(), CREATED_AT);
            }
        }
        String list = "/api/v1/payments?organizationId=org-mixed&status=FAILED&limit=1&sort=amount:asc";
        JsonNode first = body(fresh(list, position));
        String cursor = first.get("nextCursor").asString();
        JsonNode second = body(fresh(list + "&cursor=" + cursor, position));

        assertThat(first.get("data").get(0).get("id").asString()).isEqualTo("mixed-0");
        assertThat(second.get("data").get(0).get("id").asString()).isEqualTo("mixed-2");
        assertThat(second.get("hasMore").asBoolean()).isFalse();
        assertThat(service.get(list.replace("FAILED", "PROCESSING") + "&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_payment_that_has_not_changed_is_not_sent_again() {
        long position = log.append(PaymentStory.of("p-etag", "org-1", 5).created(), CREATED_AT);
        fresh("/api/v1/payments/p-etag", position);

        HttpResponse<String> answer = service.get("/api/v1/payments/p-etag", "If-None-Match", "\"1\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("X-Event-Position")).isPresent();
        assertThat(service.get("/api/v1/payments/p-etag", "If-None-Match", "\"0\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_unknown_payment_is_not_found() {
        HttpResponse<String> answer = service.get("/api/v1/payments/nobody");

        assertProblem(answer, 404, "payment-not-found", false);
        assertThat(answer.headers().firstValue("X-Event-Position")).isPresent();
    }

    private void assertProblem(HttpResponse<String> answer, int status, String code, boolean retryable) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(body(answer).get("code").asString()).isEqualTo(code);
        assertThat(body(answer).get("retryable").asBoolean()).isEqualTo(retryable);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/payments/p%20q, id",
        "/api/v1/payments/p?foo=1, foo",
        "/api/v1/payments, organizationId",
        "/api/v1/payments?organizationId=, organizationId",
        "/api/v1/payments?organizationId=a&organizationId=b, organizationId",
        "/api/v1/payments?organizationId=a&currency=EUR, currency",
        "/api/v1/payments?organizationId=a&status=, status",
        "/api/v1/payments?organizationId=a&status=completed, status",
        "/api/v1/payments?organizationId=a&status=DELETED, status",
        "/api/v1/payments?organizationId=a&sort=amount, sort",
        "/api/v1/payments?organizationId=a&limit=0, limit",
        "/api/v1/payments?organizationId=a&limit=101, limit",
        "/api/v1/payments?organizationId=a&limit=1.5, limit",
        "/api/v1/payments?organizationId=a&cursor=, cursor",
        "/api/v1/payments?organizationId=a&cursor=%C3%A4, cursor",
        "/api/v1/payments?organizationId=%FF, query",
        "/api/v1/projections?name=payments, name",
    })
    void a_wrong_parameter_is_refused_by_name(String path, String field) {
        HttpResponse<String> answer = service.get(path);

        assertProblem(answer, 400, "invalid-request", false);
        assertThat(body(answer).get("errors").get(0).get("field").asString()).isEqualTo(field);
    }

    @Test
    void a_wrong_position_is_refused_by_name() {
        HttpResponse<String> answer = service.get("/api/v1/payments/p", MIN_POSITION, "-1");

        assertProblem(answer, 400, "invalid-request", false);
        assertThat(body(answer).get("errors").get(0).get("field").asString()).isEqualTo(MIN_POSITION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/nothing", "/api/v1/payments/a/b", "/api/v1/payments/a%2Fb", "/api/v1/payments/a%00", "/error"})
    void what_is_not_there_is_a_problem_too(String path) {
        assertThat(service.get(path).headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void a_list_walked_by_cursor_has_each_payment_once_and_in_order_for_every_sort() {
        List<Long> amounts = new ArrayList<>();
        long position = 0;
        Random random = new Random(42);
        for (int n = 0; n < 500; n++) {
            long amount = random.nextLong(1, 41);
            amounts.add(amount);
            PaymentStory story = PaymentStory.of("walk-" + n, "org-walk", amount);
            position = log.append(story.created(), CREATED_AT.plusMillis(random.nextInt(60)));
        }
        for (String sort : List.of("createdAt:desc", "createdAt:asc", "amount:desc", "amount:asc")) {
            assertWalk(sort, position, amounts.size());
        }
    }

    private void assertWalk(String sort, long position, int expected) {
        List<JsonNode> walked = new ArrayList<>();
        String cursor = "";
        boolean more = true;
        while (more) {
            JsonNode page =
                    body(fresh("/api/v1/payments?organizationId=org-walk&limit=37&sort=" + sort + cursor, position));
            page.get("data").forEach(walked::add);
            more = page.get("hasMore").asBoolean();
            assertThat(page.has("nextCursor")).isEqualTo(more);
            cursor = more ? "&cursor=" + page.get("nextCursor").asString() : "";
        }
        assertThat(walked).hasSize(expected);
        assertThat(walked).extracting(item -> item.get("id").asString()).doesNotHaveDuplicates();
        assertThat(walked).isSortedAccordingTo(order(sort));
    }

    private static Comparator<JsonNode> order(String sort) {
        Comparator<JsonNode> byField = sort.startsWith("amount")
                ? Comparator.comparingLong(item -> item.get("amount").asLong())
                : Comparator.comparing(item -> item.get("createdAt").asString());
        Comparator<JsonNode> ascending =
                byField.thenComparing(item -> item.get("id").asString());
        return sort.endsWith("asc") ? ascending : ascending.reversed();
    }

    @Test
    void a_list_of_one_status_has_no_others() {
        PaymentStory failed = PaymentStory.of("status-1", "org-status", 10);
        log.append(failed.created(), CREATED_AT);
        log.append(failed.failed(), CREATED_AT);
        long position = log.append(PaymentStory.of("status-2", "org-status", 10).created(), CREATED_AT);

        JsonNode page = body(fresh("/api/v1/payments?organizationId=org-status&status=FAILED", position));

        assertThat(page.get("data"))
                .extracting(item -> item.get("id").asString())
                .containsExactly("status-1");
        assertThat(page.get("data").get(0).get("failure").get("code").asString())
                .isEqualTo("card_declined");
        assertThat(page.get("hasMore").asBoolean()).isFalse();
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        log.append(PaymentStory.of("other-1", "org-other", 10).created(), CREATED_AT);
        long position = log.append(PaymentStory.of("other-2", "org-other", 10).created(), CREATED_AT);
        String list = "/api/v1/payments?limit=1&organizationId=";
        String cursor =
                body(fresh(list + "org-other", position)).get("nextCursor").asString();

        HttpResponse<String> answer = service.get(list + "org-1&cursor=" + cursor);

        assertProblem(answer, 400, "invalid-request", false);
        assertThat(body(answer).get("errors").get(0).get("field").asString()).isEqualTo("cursor");
    }

    @Test
    void a_view_that_is_stopped_is_behind_and_says_how_far_until_it_goes_on() {
        ProjectionLifecycle projections = service.bean(ProjectionLifecycle.class);
        projections.stop();
        CompletableFuture<HttpResponse<String>> waiting;
        try {
            log.append(PaymentStory.of("behind-1", "org-behind", 10).created(), CREATED_AT);
            long position =
                    log.append(PaymentStory.of("behind-2", "org-behind", 10).created(), CREATED_AT);

            HttpResponse<String> answer =
                    service.get("/api/v1/payments/behind-2", MIN_POSITION, Long.toString(position), "Prefer", "wait=0");

            assertProblem(answer, 503, "projection-behind", true);
            assertThat(body(answer).get("requiredPosition").asLong()).isEqualTo(position);
            assertThat(body(answer).get("eventsBehind").asLong()).isGreaterThanOrEqualTo(2);
            JsonNode status =
                    body(service.get("/api/v1/projections")).get("data").get(0);
            assertThat(status.get("state").asString()).isEqualTo("STOPPED");
            assertThat(status.get("lag").get("events").asLong()).isGreaterThanOrEqualTo(2);
            assertThat(status.get("lag").get("seconds").asDouble()).isPositive();
            waiting =
                    CompletableFuture.supplyAsync(() -> fresh("/api/v1/payments?organizationId=org-behind", position));
        } finally {
            projections.start();
        }
        assertThat(body(waiting.join()).get("data")).hasSize(2);
    }

    @Test
    void projections_tell_their_three_figures_of_lag() {
        long position = log.append(PaymentStory.of("lag-1", "org-1", 10).created(), CREATED_AT);
        fresh("/api/v1/payments?organizationId=org-1", position);

        HttpResponse<String> answer = service.get("/api/v1/projections");

        JsonNode projection = body(answer).get("data").get(0);
        assertThat(projection.get("name").asString()).isEqualTo("payments");
        assertThat(projection.get("state").asString()).isEqualTo("RUNNING");
        assertThat(projection.get("position").asLong()).isGreaterThanOrEqualTo(position);
        assertThat(projection.get("lag").toString()).isEqualTo("{\"events\":0,\"seconds\":0.0,\"mode\":\"LIVE\"}");
        assertThat(projection.get("segments"))
                .hasSize(4)
                .allSatisfy(
                        segment -> assertThat(segment.get("node").asString()).contains("@"));
        assertThat(answer.headers().firstValue("X-Event-Position")).isPresent();
    }

    @Test
    void nobody_outside_is_told_of_the_installation() {
        assertThat(service.bean(UpdateCheckConfiguration.class).getDisabled()).isTrue();
    }

    @Test
    void operators_are_served() {
        assertThat(service.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        JsonNode components = body(service.get("/actuator/health")).get("components");
        assertThat(components.has("mongo")).isTrue();
        assertThat(components.has("redis")).isTrue();
        assertThat(components.get("projections").get("details").get("payments").asString())
                .isEqualTo("RUNNING");
        assertThat(service.get("/actuator/prometheus").body())
                .contains("paylog_cache_gets_total{")
                .contains("paylog_projection_lag_events{")
                .contains("paylog_projection_lag_seconds{")
                .contains("paylog_projection_replaying{");
    }
}
