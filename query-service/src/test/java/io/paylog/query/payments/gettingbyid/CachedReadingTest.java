package io.paylog.query.payments.gettingbyid;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import io.paylog.query.testing.TestRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(QueryFixtureExtension.class)
class CachedReadingTest {

    private final QueryFixture query;

    CachedReadingTest(QueryFixture query) {
        this.query = query;
    }

    @Test
    void a_cached_payment_is_the_same_as_one_from_the_database() {
        PaymentStory story = PaymentStory.of("p-cached", "org-1", 1000);
        query.log().append(story.created(), CREATED_AT);
        query.log().append(story.processed(), CREATED_AT);
        long position = query.log().append(story.refundRequested("r-1", 400, PaymentStatus.COMPLETED), CREATED_AT);
        String cached = query.fresh("/api/v1/payments/p-cached", position).body();

        query.redis().stop();
        try {
            assertThat(query.fresh("/api/v1/payments/p-cached", position).body())
                    .isEqualTo(cached);
        } finally {
            startRedisAgain();
        }
        assertThat(new JsonMapper()
                        .readTree(cached)
                        .get("refunds")
                        .get(0)
                        .get("status")
                        .asString())
                .isEqualTo("PENDING");
    }

    @Test
    void nothing_fails_while_redis_is_away_and_what_changed_meanwhile_is_not_read_from_the_cache_later() {
        PaymentStory story = PaymentStory.of("p-away", "org-1", 1000);
        long created = query.log().append(story.created(), CREATED_AT);
        query.fresh("/api/v1/payments/p-away", created);
        // So that it comes back with the payment as it was before.
        query.redis().save();
        query.redis().stop();
        long processed = query.log().append(story.processed(), CREATED_AT);
        assertThat(query.body(query.fresh("/api/v1/payments/p-away", processed))
                        .get("status")
                        .asString())
                .isEqualTo("COMPLETED");
        assertThat(query.service().get("/actuator/health/readiness").statusCode())
                .isEqualTo(200);

        startRedisAgain();
        assertThat(query.body(query.service().get("/api/v1/payments/p-away"))
                        .get("status")
                        .asString())
                .isEqualTo("COMPLETED");
    }

    @Test
    void a_cached_payment_is_read_from_the_cache() {
        TestRedis.assumeThere();
        long position =
                query.log().append(PaymentStory.of("p-hit", "org-1", 1000).created(), CREATED_AT);
        // Not the payment itself, which would then be read from this node's memory.
        query.fresh("/api/v1/payments?organizationId=org-1", position);
        RedisClient client = RedisClient.create(query.redis().uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            await().until(() ->
                    !connection.sync().keys("paylog:payments:*:p-hit").isEmpty());
            String key = connection.sync().keys("paylog:payments:*:p-hit").getFirst();
            connection.sync().set(key, connection.sync().get(key).replace("October", "marked"));
            await().untilAsserted(() -> assertThat(
                            query.service().get("/api/v1/payments/p-hit").body())
                    .contains("marked"));
        } finally {
            client.close();
        }
    }

    /** Until the service knows that it is back, it writes nothing there. */
    private void startRedisAgain() {
        query.redis().startAgain();
        await().untilAsserted(() -> assertThat(
                        query.service().get("/actuator/health/redis").statusCode())
                .isEqualTo(200));
    }
}
