package io.paylog.query.payments.gettingbyid;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(QueryFixtureExtension.class)
class ReadingByIdTest {

    private final QueryFixture query;

    ReadingByIdTest(QueryFixture query) {
        this.query = query;
    }

    @Test
    void a_payment_is_read_as_its_events_left_it() {
        PaymentStory story = PaymentStory.of("p-read", "org-1", 1999);
        query.log().append(story.created(), CREATED_AT);
        long position = query.log().append(story.processed(), CREATED_AT.plusSeconds(1));

        HttpResponse<String> answer = query.fresh("/api/v1/payments/p-read", position);

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
    void a_payment_that_has_not_changed_is_not_sent_again() {
        long position = query.log().append(PaymentStory.of("p-etag", "org-1", 5).created(), CREATED_AT);
        query.fresh("/api/v1/payments/p-etag", position);

        HttpResponse<String> answer = query.service().get("/api/v1/payments/p-etag", "If-None-Match", "\"1\"");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("X-Event-Position")).isPresent();
        assertThat(query.service()
                        .get("/api/v1/payments/p-etag", "If-None-Match", "\"0\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void an_unknown_payment_is_not_found() {
        HttpResponse<String> answer = query.service().get("/api/v1/payments/nobody");

        query.assertProblem(answer, 404, "payment-not-found", false);
        assertThat(answer.headers().firstValue("X-Event-Position")).isPresent();
    }

    @Test
    void a_deleted_payment_is_still_read_and_says_that_it_is_deleted() {
        PaymentStory story = PaymentStory.of("p-deleted", "org-1", 10);
        query.log().append(story.created(), CREATED_AT);
        query.log().append(story.failed(), CREATED_AT);
        long position = query.log().append(story.deleted(), CREATED_AT);

        JsonNode payment = query.page("/api/v1/payments/p-deleted", position);

        assertThat(payment.get("status").asString()).isEqualTo("DELETED");
        assertThat(payment.get("failure").get("code").asString()).isEqualTo("card_declined");
    }

    @Test
    void a_retried_and_updated_payment_is_read_as_it_is_now() {
        PaymentStory story = PaymentStory.of("p-retried", "org-1", 10);
        query.log().append(story.created(), CREATED_AT);
        query.log().append(story.failed(), CREATED_AT);
        query.log().append(story.retried(2, "pm_other"), CREATED_AT);
        long position =
                query.log().append(story.updated("November", Map.of("k", "v"), PaymentStatus.PROCESSING), CREATED_AT);

        JsonNode payment = query.page("/api/v1/payments/p-retried", position);

        assertThat(payment.get("status").asString()).isEqualTo("PROCESSING");
        assertThat(payment.get("attempt").asInt()).isEqualTo(2);
        assertThat(payment.get("paymentMethod").asString()).isEqualTo("pm_other");
        assertThat(payment.get("description").asString()).isEqualTo("November");
        assertThat(payment.get("metadata").toString()).isEqualTo("{\"k\":\"v\"}");
        assertThat(payment.has("failure")).isFalse();
        assertThat(payment.has("statuses")).isFalse();
    }
}
