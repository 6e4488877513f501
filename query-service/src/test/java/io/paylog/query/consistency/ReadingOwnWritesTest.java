package io.paylog.query.consistency;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.projecting.ProjectionLifecycle;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith({QueryFixtureExtension.class, LocalStoresExtension.class})
class ReadingOwnWritesTest {

    private final QueryFixture query;

    ReadingOwnWritesTest(QueryFixture query) {
        this.query = query;
    }

    @Test
    void a_caller_who_waits_for_an_event_has_the_log_looked_at(LocalStores stores) {
        TestLog log = new TestLog();
        try (TestService service = TestService.start(stores, log, TestService.newDatabase())) {
            HttpResponse<String> answer =
                    service.get("/api/v1/payments/p-1", QueryFixture.MIN_POSITION, "7", "Prefer", "wait=0");

            query.assertProblem(answer, 503, "projection-behind", true);
            assertThat(log.hints()).contains(7L);
        }
    }

    @Test
    void a_view_that_is_stopped_is_behind_and_says_how_far_until_it_goes_on() {
        ProjectionLifecycle projections = query.service().bean(ProjectionLifecycle.class);
        projections.stop();
        CompletableFuture<HttpResponse<String>> waiting;
        try {
            query.log().append(PaymentStory.of("behind-1", "org-behind", 10).created(), CREATED_AT);
            long position = query.log()
                    .append(PaymentStory.of("behind-2", "org-behind", 10).created(), CREATED_AT);

            HttpResponse<String> answer = query.service()
                    .get(
                            "/api/v1/payments/behind-2",
                            QueryFixture.MIN_POSITION,
                            Long.toString(position),
                            "Prefer",
                            "wait=0");

            query.assertProblem(answer, 503, "projection-behind", true);
            assertThat(query.body(answer).get("requiredPosition").asLong()).isEqualTo(position);
            assertThat(query.body(answer).get("eventsBehind").asLong()).isGreaterThanOrEqualTo(2);
            JsonNode status = query.body(query.service().get("/api/v1/projections"))
                    .get("data")
                    .get(0);
            assertThat(status.get("state").asString()).isEqualTo("STOPPED");
            assertThat(status.get("lag").get("events").asLong()).isGreaterThanOrEqualTo(2);
            assertThat(status.get("lag").get("seconds").asDouble()).isPositive();
            waiting = CompletableFuture.supplyAsync(
                    () -> query.fresh("/api/v1/payments?organizationId=org-behind", position));
        } finally {
            projections.start();
        }
        assertThat(query.body(waiting.join()).get("data")).hasSize(2);
    }
}
