package io.paylog.query.payments.listing;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(QueryFixtureExtension.class)
class ListingTest {

    private final QueryFixture query;

    ListingTest(QueryFixture query) {
        this.query = query;
    }

    @Test
    void a_page_of_all_there_is_has_no_next_one() {
        query.log().append(PaymentStory.of("exact-1", "org-exact", 10).created(), CREATED_AT);
        long position =
                query.log().append(PaymentStory.of("exact-2", "org-exact", 10).created(), CREATED_AT);

        JsonNode page = query.body(query.fresh("/api/v1/payments?organizationId=org-exact&limit=2", position));

        assertThat(page.get("data")).hasSize(2);
        assertThat(page.get("hasMore").asBoolean()).isFalse();
        assertThat(page.has("nextCursor")).isFalse();
    }

    @Test
    void a_list_of_one_status_goes_on_with_that_status() {
        long position = 0;
        for (int n = 0; n < 4; n++) {
            PaymentStory story = PaymentStory.of("mixed-" + n, "org-mixed", 10 + n);
            position = query.log().append(story.created(), CREATED_AT);
            if (n % 2 == 0) {
                position = query.log().append(story.failed(), CREATED_AT);
            }
        }
        String list = "/api/v1/payments?organizationId=org-mixed&status=FAILED&limit=1&sort=amount:asc";
        JsonNode first = query.body(query.fresh(list, position));
        String cursor = first.get("nextCursor").asString();
        JsonNode second = query.body(query.fresh(list + "&cursor=" + cursor, position));

        assertThat(first.get("data").get(0).get("id").asString()).isEqualTo("mixed-0");
        assertThat(second.get("data").get(0).get("id").asString()).isEqualTo("mixed-2");
        assertThat(second.get("hasMore").asBoolean()).isFalse();
        assertThat(query.service()
                        .get(list.replace("FAILED", "PROCESSING") + "&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
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
            position = query.log().append(story.created(), CREATED_AT.plusMillis(random.nextInt(60)));
            if (n % 3 != 0) {
                position = query.log().append(n % 3 == 1 ? story.failed() : story.processed(), CREATED_AT);
            }
        }
        for (String sort :
                List.of("createdAt:desc", "createdAt:asc", "amount:desc", "amount:asc", "status:desc", "status:asc")) {
            assertWalk(sort, position, amounts.size());
        }
    }

    private void assertWalk(String sort, long position, int expected) {
        List<JsonNode> walked = query.walk("/api/v1/payments?organizationId=org-walk&limit=37&sort=" + sort, position);
        assertThat(walked).hasSize(expected);
        assertThat(walked).extracting(item -> item.get("id").asString()).doesNotHaveDuplicates();
        assertThat(walked).isSortedAccordingTo(order(sort));
    }

    private static Comparator<JsonNode> order(String sort) {
        Comparator<JsonNode> byField = sort.startsWith("amount")
                ? Comparator.comparingLong(item -> item.get("amount").asLong())
                : Comparator.comparing(
                        item -> item.get(sort.substring(0, sort.indexOf(':'))).asString());
        Comparator<JsonNode> ascending =
                byField.thenComparing(item -> item.get("id").asString());
        return sort.endsWith("asc") ? ascending : ascending.reversed();
    }

    @Test
    void a_list_of_one_status_has_no_others() {
        PaymentStory failed = PaymentStory.of("status-1", "org-status", 10);
        query.log().append(failed.created(), CREATED_AT);
        query.log().append(failed.failed(), CREATED_AT);
        long position =
                query.log().append(PaymentStory.of("status-2", "org-status", 10).created(), CREATED_AT);

        JsonNode page = query.body(query.fresh("/api/v1/payments?organizationId=org-status&status=FAILED", position));

        assertThat(page.get("data"))
                .extracting(item -> item.get("id").asString())
                .containsExactly("status-1");
        assertThat(page.get("data").get(0).get("failure").get("code").asString())
                .isEqualTo("card_declined");
        assertThat(page.get("hasMore").asBoolean()).isFalse();
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        query.log().append(PaymentStory.of("other-1", "org-other", 10).created(), CREATED_AT);
        long position =
                query.log().append(PaymentStory.of("other-2", "org-other", 10).created(), CREATED_AT);
        String list = "/api/v1/payments?limit=1&organizationId=";
        String cursor = query.body(query.fresh(list + "org-other", position))
                .get("nextCursor")
                .asString();

        HttpResponse<String> answer = query.service().get(list + "org-1&cursor=" + cursor);

        query.assertProblem(answer, 400, "invalid-request", false);
        assertThat(query.body(answer).get("errors").get(0).get("field").asString())
                .isEqualTo("cursor");
    }

    @Test
    void deleted_payments_are_in_no_list_and_no_total() {
        PaymentStory deleted = PaymentStory.of("gone-1", "org-gone", 10);
        query.log().append(deleted.created(), CREATED_AT);
        query.log().append(deleted.failed(), CREATED_AT);
        query.log().append(deleted.deleted(), CREATED_AT);
        long position =
                query.log().append(PaymentStory.of("gone-2", "org-gone", 10).created(), CREATED_AT);

        for (PaymentSort sort : PaymentSort.values()) {
            JsonNode page = query.page(
                    "/api/v1/payments?organizationId=org-gone&includeTotal=true&sort=" + sort.text(), position);
            assertThat(page.get("data"))
                    .extracting(item -> item.get("id").asString())
                    .containsExactly("gone-2");
            assertThat(page.get("total").asLong()).isOne();
        }
    }

    @Test
    void payments_of_all_organizations_that_have_waited_too_long_are_listed_until_they_are_resolved() {
        Instant now = Instant.now();
        PaymentStory waiting = PaymentStory.of("wait-1", "org-wait-1", 10);
        PaymentStory retried = PaymentStory.of("wait-2", "org-wait-2", 10);
        PaymentStory again = PaymentStory.of("wait-3", "org-wait-3", 10);
        PaymentStory resolved = PaymentStory.of("wait-4", "org-wait-4", 10);
        List.of(waiting, retried, again, resolved)
                .forEach(story -> query.log().append(story.created(), now.minusSeconds(7_200)));
        // What the client says about it makes it no younger; a new attempt does.
        query.log().append(waiting.updated("new text", Map.of(), PaymentStatus.PROCESSING), now);
        query.log().append(retried.failed(), now.minusSeconds(7_000));
        query.log().append(retried.retried(2, "pm_ok"), now);
        query.log().append(again.failed(), now.minusSeconds(7_000));
        query.log().append(again.retried(2, "pm_ok"), now.minusSeconds(6_000));
        long position = query.log().append(resolved.processed(), now);

        for (PaymentSort sort : PaymentSort.values()) {
            String list = "/api/v1/payments?status=PROCESSING&olderThan=1h&limit=100&sort=" + sort.text();
            List<JsonNode> unresolved = query.walk(list, position);
            assertThat(unresolved)
                    .extracting(item -> item.get("id").asString())
                    .contains("wait-1", "wait-3")
                    .doesNotContain("wait-2", "wait-4");
            assertThat(query.page(list + "&includeTotal=true", position)
                            .get("total")
                            .asLong())
                    .isEqualTo(unresolved.size());
        }
        assertThat(query.page("/api/v1/payments?status=PROCESSING&olderThan=PT10M&organizationId=org-wait-3", position)
                        .get("data"))
                .hasSize(1);
    }

    @Test
    void a_list_by_status_shows_each_payment_once_though_its_status_changes_between_pages() {
        List<PaymentStory> stories = new ArrayList<>();
        long position = 0;
        for (int n = 0; n < 6; n++) {
            stories.add(PaymentStory.of("turn-" + n, "org-turn", 10));
            position = query.log().append(stories.get(n).created(), CREATED_AT);
        }
        String list = "/api/v1/payments?organizationId=org-turn&sort=status:desc&limit=2";
        JsonNode first = query.page(list, position);
        // Two that have been shown move behind the cursor, two that have not move before it.
        query.log().append(stories.get(5).processed(), CREATED_AT);
        position = query.log().append(stories.get(0).failed(), CREATED_AT);
        JsonNode second = query.page(list + "&cursor=" + first.get("nextCursor").asString(), position);
        JsonNode third = query.page(list + "&cursor=" + second.get("nextCursor").asString(), position);

        assertThat(Stream.of(first, second, third)
                        .flatMap(page -> StreamSupport.stream(page.get("data").spliterator(), false))
                        .map(item -> item.get("id").asString()))
                .containsExactly("turn-5", "turn-4", "turn-3", "turn-2", "turn-1", "turn-0");
        assertThat(third.get("data").get(1).get("status").asString()).isEqualTo("FAILED");
        assertThat(third.get("hasMore").asBoolean()).isFalse();
    }
}
