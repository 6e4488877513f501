package io.paylog.command.payments;

import static io.paylog.command.payments.Examples.CHARGE;
import static io.paylog.command.payments.Examples.DECLINED;
import static io.paylog.command.payments.Examples.EXPIRED;
import static io.paylog.command.payments.Examples.ID;
import static io.paylog.command.payments.Examples.METHOD;
import static io.paylog.command.payments.Examples.NOW;
import static io.paylog.command.payments.Examples.OTHER_METHOD;
import static io.paylog.command.payments.Examples.created;
import static io.paylog.command.payments.Examples.deleted;
import static io.paylog.command.payments.Examples.failed;
import static io.paylog.command.payments.Examples.processed;
import static io.paylog.command.payments.Examples.retried;

import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentEvent.PaymentProcessed;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryingTest {

    private final FixtureConfiguration<Payment> payment = new AggregateTestFixture<>(Payment.class);

    @Test
    void a_failed_payment_is_tried_again_with_the_same_payment_method() {
        given(created(), failed())
                .when(retry(null, null))
                .expectEvents(retried(2, METHOD))
                .expectResultMessagePayload(new Written(ID, PaymentStatus.PROCESSING, 3));
    }

    @Test
    void a_failed_payment_is_tried_again_with_another_payment_method() {
        given(created(), failed()).when(retry(2, OTHER_METHOD)).expectEvents(retried(2, OTHER_METHOD));
    }

    @Test
    void a_third_attempt_charges_what_the_second_did() {
        given(created(), failed(), retried(2, OTHER_METHOD), failed(2, DECLINED))
                .when(retry(3, null))
                .expectEvents(retried(3, OTHER_METHOD));
    }

    @Test
    void the_same_retry_again_changes_nothing() {
        given(created(), failed(), retried(2, OTHER_METHOD))
                .when(retry(2, OTHER_METHOD))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.PROCESSING, 3));
    }

    @Test
    void the_same_retry_again_tells_where_the_payment_stands_by_now() {
        given(created(), failed(), retried(2, METHOD), processed())
                .when(retry(2, null))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.COMPLETED, 4));
    }

    @Test
    void the_same_retry_again_is_accepted_whatever_version_it_was_meant_for() {
        given(created(), failed(), retried(2, METHOD), failed(2, DECLINED))
                .when(new RetryPayment(ID, 2, METHOD, 1L))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.FAILED, 4));
    }

    @Test
    void naming_the_payment_method_that_a_retry_left_out_is_the_same_retry() {
        given(created(), failed(), retried(2, METHOD)).when(retry(2, METHOD)).expectNoEvents();
    }

    @Test
    void the_same_attempt_with_another_payment_method_is_refused() {
        given(created(), failed(), retried(2, METHOD))
                .when(retry(2, OTHER_METHOD))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotRetryable(PaymentStatus.PROCESSING)));
    }

    @Test
    void leaving_out_the_other_payment_method_that_a_retry_named_is_refused() {
        given(created(), failed(), retried(2, OTHER_METHOD), failed(2, DECLINED))
                .when(retry(2, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAttempt(2, 3)));
    }

    @Test
    void a_retry_that_skips_an_attempt_is_refused() {
        given(created(), failed())
                .when(retry(3, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAttempt(3, 2)));
    }

    @Test
    void a_retry_as_the_first_attempt_is_refused() {
        given(created(), failed())
                .when(retry(1, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAttempt(1, 2)));
    }

    @Test
    void a_payment_whose_answer_is_awaited_cannot_be_retried() {
        given(created())
                .when(retry(null, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotRetryable(PaymentStatus.PROCESSING)));
    }

    @Test
    void a_charged_payment_cannot_be_retried() {
        given(created(), processed())
                .when(retry(2, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotRetryable(PaymentStatus.COMPLETED)));
    }

    @Test
    void a_deleted_payment_cannot_be_retried() {
        given(created(), failed(), deleted(null))
                .when(retry(2, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.NotRetryable(PaymentStatus.DELETED)));
    }

    @Test
    void a_payment_that_does_not_exist_cannot_be_retried() {
        payment.givenNoPriorActivity()
                .when(retry(null, null))
                .expectNoEvents()
                .expectException(AggregateNotFoundException.class);
    }

    @Test
    void a_final_no_refuses_the_same_payment_method_left_out_or_named() {
        given(created(), failed(1, EXPIRED))
                .when(retry(null, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.FailureIsFinal("card_expired")));
        given(created(), failed(1, EXPIRED))
                .when(retry(2, METHOD))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.FailureIsFinal("card_expired")));
    }

    @Test
    void a_final_no_lets_another_payment_method_be_tried() {
        given(created(), failed(1, EXPIRED)).when(retry(2, OTHER_METHOD)).expectEvents(retried(2, OTHER_METHOD));
    }

    @Test
    void a_final_no_to_an_earlier_attempt_still_refuses_its_payment_method() {
        given(created(), failed(1, EXPIRED), retried(2, OTHER_METHOD), failed(2, DECLINED))
                .when(retry(3, METHOD))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.FailureIsFinal("card_expired")));
    }

    @Test
    void a_retry_for_a_stale_version_is_refused() {
        given(created(), failed())
                .when(new RetryPayment(ID, 2, null, 0L))
                .expectNoEvents()
                .expectException(ConflictingAggregateVersionException.class);
    }

    @Test
    void a_retry_for_a_version_that_is_yet_to_come_is_refused() {
        given(created(), failed())
                .when(new RetryPayment(ID, 2, null, 2L))
                .expectNoEvents()
                .expectException(ConflictingAggregateVersionException.class);
    }

    @Test
    void the_last_attempt_that_a_payment_can_have_is_accepted() {
        given(failedAttempts(Attempts.LIMIT - 1))
                .when(retry(Attempts.LIMIT, null))
                .expectEvents(retried(Attempts.LIMIT, METHOD));
    }

    @Test
    void an_attempt_past_the_limit_is_refused() {
        given(failedAttempts(Attempts.LIMIT))
                .when(retry(Attempts.LIMIT + 1, null))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.TooManyAttempts(Attempts.LIMIT)));
    }

    @Test
    void a_yes_to_the_new_attempt_completes_the_payment() {
        given(created(), failed(), retried(2, METHOD))
                .when(new CompletePayment(ID, 2, CHARGE))
                .expectEvents(new PaymentProcessed(
                        ID,
                        created().billing(),
                        created().money(),
                        2,
                        CHARGE,
                        PaymentStatus.PROCESSING,
                        PaymentStatus.COMPLETED,
                        NOW));
    }

    @Test
    void a_no_to_the_new_attempt_fails_the_payment() {
        given(created(), failed(), retried(2, METHOD))
                .when(new FailPayment(ID, 2, EXPIRED))
                .expectEvents(failed(2, EXPIRED));
    }

    @Test
    void a_yes_to_an_older_attempt_is_refused() {
        given(created(), failed(), retried(2, METHOD))
                .when(new CompletePayment(ID, 1, CHARGE))
                .expectNoEvents()
                .expectException(
                        Refused.because(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 2 and PROCESSING")));
    }

    @Test
    void another_no_to_an_older_attempt_is_refused() {
        given(created(), failed(), retried(2, METHOD))
                .when(new FailPayment(ID, 1, EXPIRED))
                .expectNoEvents()
                .expectException(
                        Refused.because(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 2 and PROCESSING")));
    }

    @Test
    void the_same_no_to_an_older_attempt_again_changes_nothing() {
        given(created(), failed(), retried(2, METHOD))
                .when(new FailPayment(ID, 1, DECLINED))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.PROCESSING, 3));
    }

    @Test
    void the_first_payment_again_changes_nothing_after_a_retry() {
        given(created(), failed(), retried(2, OTHER_METHOD))
                .when(Examples.processPayment("October"))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.PROCESSING, 3));
    }

    private TestExecutor<Payment> given(Object... events) {
        return payment.givenCurrentTime(NOW).andGiven(events);
    }

    private static Object[] failedAttempts(int count) {
        List<PaymentEvent> events = new ArrayList<>(List.of(created(), failed()));
        for (int attempt = 2; attempt <= count; attempt++) {
            events.add(retried(attempt, METHOD));
            events.add(failed(attempt, DECLINED));
        }
        return events.toArray();
    }

    private static RetryPayment retry(@Nullable Integer attempt, @Nullable PaymentMethod method) {
        return new RetryPayment(ID, attempt, method, null);
    }
}
