package io.paylog.query.payments.listing;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.queries.Freshness;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PageRequest;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Walks by status that last longer than what they began with. */
@ExtendWith(LocalStoresExtension.class)
class LongWalksTest {

    private static final String LIST = "/api/v1/payments?organizationId=org-1&sort=status:asc&limit=1";

    private final JsonMapper json = new JsonMapper();
    private final TestLog log = new TestLog();
    private final String database = TestService.newDatabase();

    private long append(String id) {
        return log.append(PaymentStory.of(id, "org-1", 10).created(), CREATED_AT);
    }

    private HttpResponse<String> get(TestService service, String cursor) {
        return service.get(LIST + cursor, "X-Min-Event-Position", Long.toString(log.head()), "Prefer", "wait=10");
    }

    private JsonNode page(TestService service, String cursor) {
        HttpResponse<String> answer = get(service, cursor);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static String cursor(JsonNode page) {
        return "&cursor=" + page.get("nextCursor").asString();
    }

    private static String id(JsonNode page) {
        return page.get("data").get(0).get("id").asString();
    }

    @Test
    void a_walk_ends_when_more_payments_have_come_since_it_began_than_are_looked_at(LocalStores stores) {
        append("p-1");
        append("p-2");
        append("p-3");
        try (TestService service = TestService.start(stores, log, database, "--paylog.lists.max-changed=2")) {
            String cursor = cursor(page(service, ""));
            append("p-4");
            append("p-5");
            assertThat(id(page(service, cursor))).isEqualTo("p-2");

            append("p-6");
            HttpResponse<String> answer = get(service, cursor);
            assertThat(answer.statusCode()).isEqualTo(410);
            assertThat(answer.body()).contains("\"code\":\"cursor-expired\"", "\"retryable\":false");
        }
    }

    @Test
    void a_walk_goes_on_in_documents_that_have_been_made_anew(LocalStores stores) {
        append("p-1");
        append("p-2");
        String cursor;
        try (TestService service = TestService.start(stores, log, database)) {
            cursor = cursor(page(service, ""));
        }
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            client.getDatabase(database)
                    .getCollection("projections")
                    .updateOne(Filters.eq("_id", "payments"), Updates.set("version", 1));
        }
        append("p-0");
        log.append(PaymentStory.of("p-2", "org-1", 10).processed(), CREATED_AT);
        try (TestService service = TestService.start(stores, log, database)) {
            JsonNode second = page(service, cursor);
            assertThat(id(second)).isEqualTo("p-2");
            assertThat(second.get("hasMore").asBoolean()).isFalse();
        }
    }

    @Test
    void a_walk_does_not_go_on_in_a_view_that_is_older_than_where_it_began(LocalStores stores) {
        long position = append("p-1");
        ListPayments list = new ListPayments(
                PaymentFilter.of(new OrganizationId("org-1")),
                PaymentSort.STATUS_ASC,
                new PageRequest(1, null, false),
                Freshness.ANY);
        String ahead = new Cursor(
                        new SortKey(3, "p-0"), new Beginning(position + 1, Instant.parse("2026-01-02T03:04:05Z")))
                .encode(list);
        try (TestService service = TestService.start(stores, log, database)) {
            HttpResponse<String> answer = get(service, "&cursor=" + ahead);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("projection-behind", "\"requiredPosition\":" + (position + 1));
        }
    }
}
