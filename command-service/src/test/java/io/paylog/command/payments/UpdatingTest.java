package io.paylog.command.payments;

import static io.paylog.api.payments.PaymentStatus.FAILED;
import static io.paylog.api.payments.PaymentStatus.PROCESSING;
import static io.paylog.command.payments.Examples.ID;
import static io.paylog.command.payments.Examples.NOW;
import static io.paylog.command.payments.Examples.created;
import static io.paylog.command.payments.Examples.deleted;
import static io.paylog.command.payments.Examples.failed;
import static io.paylog.command.payments.Examples.processPayment;
import static io.paylog.command.payments.Examples.processed;
import static io.paylog.command.payments.Examples.updated;

import io.paylog.api.payments.Description;
import io.paylog.api.payments.DescriptionPatch;
import io.paylog.api.payments.DescriptionPatch.TextChange;
import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import io.paylog.api.payments.PaymentStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The payment of {@link Examples} is described as "October", with the pair invoice = 1. */
class UpdatingTest {

    private static final TextChange KEEP = new TextChange.Keep();

    private final FixtureConfiguration<Payment> payment = new AggregateTestFixture<>(Payment.class);

    @Test
    void the_text_is_replaced_and_the_metadata_stay() {
        given(created())
                .when(text("November"))
                .expectEvents(updated(new Description("November", Map.of("invoice", "1")), PROCESSING))
                .expectResultMessagePayload(new Written(ID, PROCESSING, 2));
    }

    @Test
    void the_text_is_removed() {
        given(created())
                .when(update(new DescriptionPatch(new TextChange.Remove(), false, Map.of())))
                .expectEvents(updated(new Description(null, Map.of("invoice", "1")), PROCESSING));
    }

    @Test
    void pairs_are_added_replaced_and_removed_and_others_stay() {
        Description before = new Description("October", Map.of("kept", "k", "gone", "g", "changed", "old"));
        Map<String, @Nullable String> change = new LinkedHashMap<>();
        change.put("gone", null);
        change.put("changed", "new");
        change.put("added", "a");
        given(created(), updated(before, PROCESSING))
                .when(metadata(change))
                .expectEvents(updated(
                        new Description("October", Map.of("kept", "k", "changed", "new", "added", "a")), PROCESSING));
    }

    @Test
    void all_pairs_are_removed_at_once() {
        given(created())
                .when(update(new DescriptionPatch(KEEP, true, Map.of())))
                .expectEvents(updated(new Description("October", Map.of()), PROCESSING));
    }

    @Test
    void a_failed_payment_is_updated_and_stays_failed() {
        given(created(), failed())
                .when(text("November"))
                .expectEvents(updated(new Description("November", Map.of("invoice", "1")), FAILED));
    }

    @Test
    void a_charged_payment_is_updated_and_stays_charged() {
        given(created(), processed())
                .when(text("November"))
                .expectEvents(updated(new Description("November", Map.of("invoice", "1")), PaymentStatus.COMPLETED));
    }

    @Test
    void a_second_update_starts_from_the_first() {
        given(created(), updated(new Description("November", Map.of("invoice", "1")), PROCESSING))
                .when(metadata(Map.of("invoice", "2")))
                .expectEvents(updated(new Description("November", Map.of("invoice", "2")), PROCESSING));
    }

    @Test
    void an_update_that_mentions_nothing_changes_nothing() {
        given(created())
                .when(update(new DescriptionPatch(KEEP, false, Map.of())))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PROCESSING, 1));
    }

    @Test
    void the_same_update_again_changes_nothing() {
        given(created(), updated(new Description("November", Map.of("invoice", "1")), PROCESSING))
                .when(text("November"))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PROCESSING, 2));
    }

    @Test
    void removing_a_pair_that_is_not_there_changes_nothing() {
        given(created())
                .when(metadata(Collections.singletonMap("absent", null)))
                .expectNoEvents();
    }

    @Test
    void the_same_update_again_is_accepted_whatever_version_it_was_meant_for() {
        given(created(), updated(new Description("November", Map.of("invoice", "1")), PROCESSING))
                .when(new UpdatePayment(ID, textPatch("November"), 0L))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PROCESSING, 2));
    }

    @Test
    void an_update_for_a_stale_version_is_refused() {
        given(created(), failed())
                .when(new UpdatePayment(ID, textPatch("November"), 0L))
                .expectNoEvents()
                .expectException(ConflictingAggregateVersionException.class);
    }

    @Test
    void an_update_for_the_version_that_was_seen_is_accepted() {
        given(created(), failed())
                .when(new UpdatePayment(ID, textPatch("November"), 1L))
                .expectEvents(updated(new Description("November", Map.of("invoice", "1")), FAILED));
    }

    @Test
    void a_deleted_payment_is_not_updated() {
        given(created(), failed(), deleted(null))
                .when(text("November"))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotUpdatable(PaymentStatus.DELETED)));
    }

    @Test
    void a_payment_that_does_not_exist_is_not_updated() {
        payment.givenNoPriorActivity()
                .when(text("November"))
                .expectNoEvents()
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void the_first_payment_again_changes_nothing_after_an_update() {
        given(created(), updated(new Description("November", Map.of()), PROCESSING))
                .when(processPayment("October"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void as_many_pairs_as_there_may_be_are_accepted() {
        given(created())
                .when(metadata(pairs(Description.MAX_PAIRS - 1)))
                .expectSuccessfulHandlerExecution()
                .expectResultMessagePayload(new Written(ID, PROCESSING, 2));
    }

    @Test
    void one_pair_too_many_after_the_merge_is_refused() {
        given(created())
                .when(metadata(pairs(Description.MAX_PAIRS)))
                .expectNoEvents()
                .expectException(
                        Refused.because(new Refusal.InvalidDescription("metadata must have at most 50 pairs")));
    }

    @Test
    void a_pair_too_many_is_accepted_where_another_one_goes() {
        Map<String, @Nullable String> change = new LinkedHashMap<>(pairs(Description.MAX_PAIRS));
        change.put("invoice", null);
        given(created()).when(metadata(change)).expectResultMessagePayload(new Written(ID, PROCESSING, 2));
    }

    @Test
    void a_text_a_key_and_a_value_at_their_bounds_are_accepted() {
        given(created())
                .when(text("x".repeat(Description.MAX_TEXT)))
                .expectResultMessagePayload(new Written(ID, PROCESSING, 2));
        given(created())
                .when(metadata(Map.of("k".repeat(Description.MAX_KEY), "v".repeat(Description.MAX_VALUE))))
                .expectResultMessagePayload(new Written(ID, PROCESSING, 2));
    }

    @Test
    void a_text_a_key_or_a_value_past_its_bound_is_refused() {
        assertInvalid(
                text("x".repeat(Description.MAX_TEXT + 1)), "description must have 0 to 1000 characters, has 1001");
        assertInvalid(
                metadata(Map.of("k".repeat(Description.MAX_KEY + 1), "v")),
                "metadata key must have 1 to 64 characters, has 65");
        assertInvalid(
                metadata(Map.of("k", "v".repeat(Description.MAX_VALUE + 1))),
                "metadata value must have 0 to 500 characters, has 501");
    }

    private void assertInvalid(UpdatePayment command, String violation) {
        given(created())
                .when(command)
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.InvalidDescription(violation)));
    }

    private TestExecutor<Payment> given(Object... events) {
        return payment.givenCurrentTime(NOW).andGiven(events);
    }

    private static UpdatePayment text(String text) {
        return update(textPatch(text));
    }

    private static DescriptionPatch textPatch(String text) {
        return new DescriptionPatch(new TextChange.Set(text), false, Map.of());
    }

    private static UpdatePayment metadata(Map<String, @Nullable String> change) {
        return update(new DescriptionPatch(KEEP, false, change));
    }

    private static UpdatePayment update(DescriptionPatch patch) {
        return new UpdatePayment(ID, patch, null);
    }

    private static Map<String, String> pairs(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key-" + i, i -> "v"));
    }
}
