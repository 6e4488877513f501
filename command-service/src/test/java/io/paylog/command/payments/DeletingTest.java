package io.paylog.command.payments;

import static io.paylog.command.payments.Examples.DECLINED;
import static io.paylog.command.payments.Examples.ID;
import static io.paylog.command.payments.Examples.METHOD;
import static io.paylog.command.payments.Examples.NOW;
import static io.paylog.command.payments.Examples.created;
import static io.paylog.command.payments.Examples.deleted;
import static io.paylog.command.payments.Examples.failed;
import static io.paylog.command.payments.Examples.processPayment;
import static io.paylog.command.payments.Examples.processed;
import static io.paylog.command.payments.Examples.refundRequested;
import static io.paylog.command.payments.Examples.refunded;
import static io.paylog.command.payments.Examples.retried;

import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentStatus;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeletingTest {

    private final FixtureConfiguration<Payment> payment = new AggregateTestFixture<>(Payment.class);

    @Test
    void a_failed_payment_is_deleted() {
        given(created(), failed())
                .when(delete("mistake"))
                .expectEvents(deleted("mistake"))
                .expectResultMessagePayload(new Written(ID, PaymentStatus.DELETED, 3));
    }

    @Test
    void a_payment_is_deleted_without_a_reason() {
        given(created(), failed()).when(delete(null)).expectEvents(deleted(null));
    }

    @Test
    void the_same_deletion_again_changes_nothing() {
        given(created(), failed(), deleted("mistake"))
                .when(delete("mistake"))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.DELETED, 3));
        given(created(), failed(), deleted(null)).when(delete(null)).expectNoEvents();
    }

    @Test
    void the_same_deletion_again_is_accepted_whatever_version_it_was_meant_for() {
        given(created(), failed(), deleted("mistake"))
                .when(new DeletePayment(ID, "mistake", 1L))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.DELETED, 3));
    }

    @Test
    void a_deletion_for_another_reason_is_refused() {
        given(created(), failed(), deleted("mistake"))
                .when(delete("fraud"))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotDeletable(PaymentStatus.DELETED)));
    }

    @Test
    void a_payment_whose_answer_is_awaited_is_not_deleted() {
        given(created())
                .when(delete(null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotDeletable(PaymentStatus.PROCESSING)));
        given(created(), failed(), retried(2, METHOD))
                .when(delete(null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotDeletable(PaymentStatus.PROCESSING)));
    }

    @Test
    void a_charged_payment_is_not_deleted() {
        given(created(), processed())
                .when(delete(null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotDeletable(PaymentStatus.COMPLETED)));
    }

    @Test
    void a_partially_refunded_payment_is_not_deleted() {
        given(
                        created(),
                        processed(),
                        refundRequested("r-1", 400L, 400, 600),
                        refunded("r-1", 400, 400, 600, PaymentStatus.COMPLETED, PaymentStatus.PARTIALLY_REFUNDED))
                .when(delete(null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotDeletable(PaymentStatus.PARTIALLY_REFUNDED)));
    }

    @Test
    void a_refunded_payment_is_not_deleted() {
        given(
                        created(),
                        processed(),
                        refundRequested("r-1", null, 1_000, 0),
                        refunded("r-1", 1_000, 1_000, 0, PaymentStatus.COMPLETED, PaymentStatus.REFUNDED))
                .when(delete(null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotDeletable(PaymentStatus.REFUNDED)));
    }

    @Test
    void a_payment_that_does_not_exist_is_not_deleted() {
        payment.givenNoPriorActivity()
                .when(delete(null))
                .expectNoEvents()
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void a_deletion_for_a_stale_version_is_refused() {
        given(created(), failed())
                .when(new DeletePayment(ID, null, 0L))
                .expectNoEvents()
                .expectException(ConflictingAggregateVersionException.class);
    }

    @Test
    void the_first_payment_again_does_not_bring_a_deleted_one_back() {
        given(created(), failed(), deleted(null))
                .when(processPayment("October"))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.DELETED, 3));
    }

    @Test
    void the_same_no_of_the_gateway_again_changes_nothing_after_a_deletion() {
        given(created(), failed(), deleted(null))
                .when(new FailPayment(ID, 1, DECLINED))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void a_yes_of_the_gateway_after_a_deletion_is_refused() {
        given(created(), failed(), deleted(null))
                .when(new CompletePayment(ID, 1, Examples.CHARGE))
                .expectNoEvents()
                .expectException(
                        Refused.because(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 1 and DELETED")));
    }

    private TestExecutor<Payment> given(Object... events) {
        return payment.givenCurrentTime(NOW).andGiven(events);
    }

    private static DeletePayment delete(@Nullable String reason) {
        return new DeletePayment(ID, reason, null);
    }
}
