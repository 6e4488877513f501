package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paylog.endtoend.ListWalk.Filter;
import io.paylog.endtoend.ListWalk.Sort;
import io.paylog.endtoend.Promises.Promise;
import io.paylog.endtoend.StoredLog.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The checks of these tests notice what they are for. */
class ChecksTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678912345Z");
    private static final Filter COMPLETED =
            new Filter("", payment -> payment.text("status").equals("COMPLETED"));
    private static final Sort BY_AMOUNT = new Sort("amount", true);

    private final StoredLog log = new StoredLog(List.of(
            created(1, "a", 100),
            created(2, "b", 200),
            event(3, "a", 2, "payment.processed", Map.of("status", "COMPLETED")),
            event(4, "b", 2, "payment.processed", Map.of("status", "COMPLETED")),
            refund(5, "a", 3, "payment.refund-requested", "COMPLETED"),
            refund(6, "a", 4, "payment.refunded", "PARTIALLY_REFUNDED")));
    private final Model model = new Model(log);
    private final Map<String, Object> a = model.payments().getFirst().view();
    private final Map<String, Object> b = model.payments().getLast().view();

    @Test
    void the_model_shows_a_payment_as_the_interface_is_documented() {
        String at = "2026-01-02T03:04:05.678Z";
        assertThat(a).isEqualTo(Json.map("""
                        {"id":"a","organizationId":"org-7","userId":"user-9","amount":100,"currency":"EUR",
                         "amountRefunded":30,"status":"PARTIALLY_REFUNDED","paymentMethod":"pm_ok","attempt":1,
                         "version":4,"createdAt":"%1$s","updatedAt":"%1$s","processedAt":"%1$s","refunds":[
                         {"id":"r","amount":30,"status":"SUCCEEDED","requestedAt":"%1$s","refundedAt":"%1$s"}]}
                        """.formatted(at)));
    }

    @Test
    void a_log_with_a_gap_an_overlap_or_a_payment_that_lacks_a_version_is_refused() {
        assertThat(StoredLog.of(List.of(commit(1, "a", 0), commit(2, "a", 1), commit(3, "b", 0)))
                        .events())
                .hasSize(3);

        assertRefused(List.of(commit(1, "a", 0), commit(3, "a", 1)));
        assertRefused(List.of(commit(1, "a", 0), commit(1, "b", 0)));
        assertRefused(List.of(commit(1, "a", 0), commit(2, "a", 2)));
        assertRefused(List.of(commit(1, "a", 0), commit(2, "a", 0)));
    }

    @Test
    void a_promise_is_broken_by_an_event_that_is_missing_of_another_payment_or_too_old() {
        assertThatCode(() -> check(new Promise("a", 3, 5, "payment.refund-requested r")))
                .doesNotThrowAnyException();

        assertBroken(new Promise("a", 5, 7, ""));
        assertBroken(new Promise("a", 2, 4, ""));
        assertBroken(new Promise("a", 3, 3, ""));
        assertBroken(new Promise("a", 3, 5, "payment.refund-requested other"));
        assertBroken(new Promise("b", 2, 4, "payment.deleted"));
    }

    @Test
    void a_list_must_have_what_matched_all_the_time_once_and_nothing_that_never_was() {
        Map<String, Object> aWhenCompleted = model.between("a", 3, 4).getFirst().view();
        assertThatCode(() -> walk(3, 6, List.of(aWhenCompleted, b)).assertEachMatchOnce(model))
                .doesNotThrowAnyException();
        assertThatCode(() -> walk(4, 6, List.of(b)).assertEachMatchOnce(model))
                .as("a did not match all the time")
                .doesNotThrowAnyException();

        assertNoticed(walk(4, 6, List.of(aWhenCompleted)), "b is missing");
        assertNoticed(walk(4, 6, List.of(b, b)), "b is there twice");
        assertNoticed(walk(6, 6, List.of(aWhenCompleted, b)), "a was like that before the walk");
        assertNoticed(walk(6, 6, List.of(a, b)), "a does not match");
    }

    @Test
    void a_list_at_rest_must_be_complete_and_in_order() {
        Filter all = new Filter("", payment -> true);
        assertThatCode(() -> new ListWalk(all, BY_AMOUNT, 6, 6, List.of(a, b)).assertExactly(model))
                .doesNotThrowAnyException();

        assertThatThrownBy(() -> new ListWalk(all, BY_AMOUNT, 6, 6, List.of(b, a)).assertExactly(model))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> new ListWalk(all, BY_AMOUNT, 6, 6, List.of(a)).assertExactly(model))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> walk(6, 6, List.of(b, a)).assertInOrder()).isInstanceOf(AssertionError.class);
    }

    private static Document commit(long position, String id, long firstSequence) {
        Document event = new Document("type", "payment.updated")
                .append("timestamp", AT.toString())
                .append("payload", "{}");
        return new Document("_id", position)
                .append("aggregateId", id)
                .append("firstSequence", firstSequence)
                .append("events", List.of(event));
    }

    private static void assertRefused(List<Document> commits) {
        assertThatThrownBy(() -> StoredLog.of(commits)).isInstanceOf(AssertionError.class);
    }

    private void check(Promise promise) {
        Promises promises = new Promises();
        promises.add(promise);
        promises.assertKeptIn(log);
    }

    private void assertBroken(Promise promise) {
        assertThatThrownBy(() -> check(promise)).isInstanceOf(AssertionError.class);
    }

    private static ListWalk walk(long first, long last, List<Map<String, Object>> items) {
        return new ListWalk(COMPLETED, BY_AMOUNT, first, last, items);
    }

    private void assertNoticed(ListWalk walk, String what) {
        assertThatThrownBy(() -> walk.assertEachMatchOnce(model)).as(what).isInstanceOf(AssertionError.class);
    }

    private static StoredEvent created(long position, String id, long amount) {
        return event(
                position,
                id,
                1,
                "payment.created",
                Map.of(
                        "status",
                        "PROCESSING",
                        "attempt",
                        1L,
                        "paymentMethod",
                        "pm_ok",
                        "description",
                        Map.of("metadata", Map.of()),
                        "billing",
                        Map.of("organizationId", "org-7", "userId", "user-9"),
                        "money",
                        Map.of("amount", amount, "currency", "EUR")));
    }

    private static StoredEvent refund(long position, String id, long version, String type, String status) {
        return event(position, id, version, type, Map.of("refundId", "r", "refundAmount", 30L, "status", status));
    }

    private static StoredEvent event(long position, String id, long version, String type, Map<String, Object> payload) {
        return new StoredEvent(position, id, version, type, AT, payload);
    }
}
