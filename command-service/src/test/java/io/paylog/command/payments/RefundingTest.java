package io.paylog.command.payments;

import static io.paylog.api.payments.PaymentStatus.COMPLETED;
import static io.paylog.api.payments.PaymentStatus.PARTIALLY_REFUNDED;
import static io.paylog.api.payments.PaymentStatus.REFUNDED;
import static io.paylog.command.payments.Examples.DECLINED;
import static io.paylog.command.payments.Examples.ID;
import static io.paylog.command.payments.Examples.NOW;
import static io.paylog.command.payments.Examples.created;
import static io.paylog.command.payments.Examples.deleted;
import static io.paylog.command.payments.Examples.failed;
import static io.paylog.command.payments.Examples.processed;
import static io.paylog.command.payments.Examples.refundFailed;
import static io.paylog.command.payments.Examples.refundRequested;
import static io.paylog.command.payments.Examples.refunded;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand.CompleteRefund;
import io.paylog.api.payments.PaymentCommand.FailRefund;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.RefundId;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefundingTest {

    private final FixtureConfiguration<Payment> payment = new AggregateTestFixture<>(Payment.class);

    @Test
    void a_refund_of_a_part_is_reserved() {
        given(created(), processed())
                .when(refund("r-1", 400L))
                .expectEvents(refundRequested("r-1", 400L, 400, 600))
                .expectResultMessagePayload(new Written(ID, COMPLETED, 3));
    }

    @Test
    void a_refund_without_amount_is_of_all_that_remains() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600))
                .when(refund("r-2", null))
                .expectEvents(refundRequested("r-2", null, 600, 0));
    }

    @Test
    void the_same_refund_again_changes_nothing() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600))
                .when(refund("r-1", 400L))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, COMPLETED, 3));
    }

    @Test
    void the_same_refund_of_all_that_remained_changes_nothing() {
        given(created(), processed(), refundRequested("r-1", null, 1_000, 0))
                .when(refund("r-1", null))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void another_refund_under_the_same_id_is_refused() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600))
                .when(refund("r-1", 500L))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.RefundExists(new RefundId("r-1"))));
    }

    @Test
    void a_refund_larger_than_what_remains_is_refused() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600))
                .when(refund("r-2", 601L))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.RefundExceedsRemaining(601, 600, "EUR")));
    }

    @Test
    void a_refund_of_a_payment_that_is_refunded_is_refused() {
        given(
                        created(),
                        processed(),
                        refundRequested("r-1", null, 1_000, 0),
                        refunded("r-1", 1_000, 1_000, 0, COMPLETED, REFUNDED))
                .when(refund("r-2", null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.RefundExceedsRemaining(0, 0, "EUR")));
    }

    @Test
    void a_refund_of_a_payment_that_is_processing_is_refused() {
        given(created())
                .when(refund("r-1", 1L))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotRefundable(PaymentStatus.PROCESSING)));
    }

    @Test
    void a_refund_of_a_failed_payment_is_refused() {
        given(created(), failed())
                .when(refund("r-1", 1L))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotRefundable(PaymentStatus.FAILED)));
    }

    @Test
    void a_refund_of_a_deleted_payment_is_refused() {
        given(created(), failed(), deleted(null))
                .when(refund("r-1", 1L))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotRefundable(PaymentStatus.DELETED)));
    }

    @Test
    void a_refund_for_a_version_that_is_yet_to_come_is_refused() {
        given(created(), processed())
                .when(new RefundPayment(ID, new RefundId("r-1"), 1L, null, 2L))
                .expectNoEvents()
                .expectException(ConflictingAggregateVersionException.class);
    }

    @Test
    void a_refund_of_a_payment_that_does_not_exist_is_refused() {
        payment.givenNoPriorActivity()
                .when(refund("r-1", 1L))
                .expectNoEvents()
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void a_refund_for_a_stale_version_is_refused() {
        given(created(), processed())
                .when(new RefundPayment(ID, new RefundId("r-1"), 1L, null, 0L))
                .expectNoEvents()
                .expectException(ConflictingAggregateVersionException.class);
    }

    @Test
    void a_repeat_of_a_refund_succeeds_whatever_version_it_was_meant_for() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600))
                .when(new RefundPayment(ID, new RefundId("r-1"), 400L, "goodwill", 1L))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, COMPLETED, 3));
    }

    @Test
    void the_last_refund_that_a_payment_can_have_is_accepted() {
        given(withFailedRefunds(Refunds.LIMIT - 1))
                .when(refund("last", 1L))
                .expectEvents(refundRequested("last", 1L, 1, 999));
    }

    @Test
    void a_refund_past_the_limit_is_refused() {
        given(withFailedRefunds(Refunds.LIMIT))
                .when(refund("one-more", 1L))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.TooManyRefunds(Refunds.LIMIT)));
    }

    @Test
    void a_yes_of_the_gateway_to_a_part_refunds_partially() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600))
                .when(new CompleteRefund(ID, new RefundId("r-1"), "re_r-1"))
                .expectEvents(refunded("r-1", 400, 400, 600, COMPLETED, PARTIALLY_REFUNDED))
                .expectResultMessagePayload(new Written(ID, PARTIALLY_REFUNDED, 4));
    }

    @Test
    void a_yes_of_the_gateway_to_the_rest_refunds_wholly() {
        given(
                        created(),
                        processed(),
                        refundRequested("r-1", 400L, 400, 600),
                        refunded("r-1", 400, 400, 600, COMPLETED, PARTIALLY_REFUNDED),
                        refundRequested("r-2", null, 600, 0, PARTIALLY_REFUNDED))
                .when(new CompleteRefund(ID, new RefundId("r-2"), "re_r-2"))
                .expectEvents(refunded("r-2", 600, 1_000, 0, PARTIALLY_REFUNDED, REFUNDED));
    }

    @Test
    void a_pending_refund_counts_against_what_remains_after_another_succeeds() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600), refundRequested("r-2", 500L, 500, 100))
                .when(new CompleteRefund(ID, new RefundId("r-1"), "re_r-1"))
                .expectEvents(refunded("r-1", 400, 400, 100, COMPLETED, PARTIALLY_REFUNDED));
    }

    @Test
    void the_same_yes_to_a_refund_again_changes_nothing() {
        given(
                        created(),
                        processed(),
                        refundRequested("r-1", 400L, 400, 600),
                        refunded("r-1", 400, 400, 600, COMPLETED, PARTIALLY_REFUNDED))
                .when(new CompleteRefund(ID, new RefundId("r-1"), "re_r-1"))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void a_second_payout_of_the_same_refund_is_refused() {
        given(
                        created(),
                        processed(),
                        refundRequested("r-1", 400L, 400, 600),
                        refunded("r-1", 400, 400, 600, COMPLETED, PARTIALLY_REFUNDED))
                .when(new CompleteRefund(ID, new RefundId("r-1"), "re_other"))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAnswer("refund r-1", "SUCCEEDED")));
    }

    @Test
    void a_yes_to_a_refund_nobody_asked_for_is_refused() {
        given(created(), processed())
                .when(new CompleteRefund(ID, new RefundId("r-1"), "re_r-1"))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnknownRefund(new RefundId("r-1"))));
    }

    @Test
    void a_no_of_the_gateway_releases_the_amount() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600))
                .when(new FailRefund(ID, new RefundId("r-1"), DECLINED))
                .expectEvents(refundFailed("r-1", 400, 1_000))
                .expectResultMessagePayload(new Written(ID, COMPLETED, 4));
    }

    @Test
    void what_a_failed_refund_released_can_be_refunded() {
        given(created(), processed(), refundRequested("r-1", 1_000L, 1_000, 0), refundFailed("r-1", 1_000, 1_000))
                .when(refund("r-2", 1_000L))
                .expectEvents(refundRequested("r-2", 1_000L, 1_000, 0));
    }

    @Test
    void the_same_no_to_a_refund_again_changes_nothing() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600), refundFailed("r-1", 400, 1_000))
                .when(new FailRefund(ID, new RefundId("r-1"), DECLINED))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void another_no_to_a_refund_that_failed_is_refused() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600), refundFailed("r-1", 400, 1_000))
                .when(new FailRefund(ID, new RefundId("r-1"), new Failure("other", "Another reason", false)))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAnswer("refund r-1", "FAILED")));
    }

    @Test
    void a_no_to_a_refund_that_was_paid_is_refused() {
        given(
                        created(),
                        processed(),
                        refundRequested("r-1", 400L, 400, 600),
                        refunded("r-1", 400, 400, 600, COMPLETED, PARTIALLY_REFUNDED))
                .when(new FailRefund(ID, new RefundId("r-1"), DECLINED))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAnswer("refund r-1", "SUCCEEDED")));
    }

    @Test
    void a_yes_to_a_refund_that_failed_is_refused() {
        given(created(), processed(), refundRequested("r-1", 400L, 400, 600), refundFailed("r-1", 400, 1_000))
                .when(new CompleteRefund(ID, new RefundId("r-1"), "re_r-1"))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAnswer("refund r-1", "FAILED")));
    }

    @Test
    void a_no_to_a_refund_nobody_asked_for_is_refused() {
        given(created(), processed())
                .when(new FailRefund(ID, new RefundId("r-1"), DECLINED))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnknownRefund(new RefundId("r-1"))));
    }

    private TestExecutor<Payment> given(Object... events) {
        return payment.givenCurrentTime(NOW).andGiven(events);
    }

    private static Object[] withFailedRefunds(int count) {
        List<Object> events = new ArrayList<>(List.of(created(), processed()));
        for (int i = 0; i < count; i++) {
            events.add(refundRequested("r-" + i, 1L, 1, 999));
            events.add(refundFailed("r-" + i, 1, 1_000));
        }
        return events.toArray();
    }

    private static RefundPayment refund(String id, @Nullable Long amount) {
        return new RefundPayment(ID, new RefundId(id), amount, "goodwill", null);
    }
}
