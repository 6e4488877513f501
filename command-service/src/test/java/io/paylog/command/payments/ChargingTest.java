package io.paylog.command.payments;

import static io.paylog.command.payments.Examples.CHARGE;
import static io.paylog.command.payments.Examples.DECLINED;
import static io.paylog.command.payments.Examples.ID;
import static io.paylog.command.payments.Examples.NOW;
import static io.paylog.command.payments.Examples.created;
import static io.paylog.command.payments.Examples.failed;
import static io.paylog.command.payments.Examples.processPayment;
import static io.paylog.command.payments.Examples.processed;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.serialization.MessageSerializer;
import org.axonframework.messaging.annotation.MessageHandlerInvocationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class ChargingTest {

    private final FixtureConfiguration<Payment> payment = new AggregateTestFixture<>(Payment.class);

    @Test
    void a_new_payment_is_processing() {
        payment.givenNoPriorActivity()
                .when(processPayment("October"))
                .expectEvents(created())
                .expectResultMessagePayload(new Written(ID, PaymentStatus.PROCESSING, 1));
    }

    @Test
    void the_same_payment_again_changes_nothing() {
        payment.given(created())
                .when(processPayment("October"))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.PROCESSING, 1));
    }

    @Test
    void the_same_payment_again_tells_where_it_stands_by_now() {
        payment.given(created(), processed())
                .when(processPayment("October"))
                .expectNoEvents()
                .expectResultMessagePayload(new Written(ID, PaymentStatus.COMPLETED, 2));
    }

    @Test
    void another_payment_under_the_same_id_is_refused() {
        payment.given(created())
                .when(processPayment("November"))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.PaymentExists(ID)));
    }

    @Test
    void a_yes_of_the_gateway_completes_the_payment() {
        payment.givenCurrentTime(NOW)
                .andGiven(created())
                .when(new CompletePayment(ID, 1, CHARGE))
                .expectEvents(processed())
                .expectResultMessagePayload(new Written(ID, PaymentStatus.COMPLETED, 2));
    }

    @Test
    void the_same_yes_again_changes_nothing() {
        payment.given(created(), processed())
                .when(new CompletePayment(ID, 1, CHARGE))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void a_second_charge_is_refused() {
        payment.given(created(), processed())
                .when(new CompletePayment(ID, 1, "ch_2"))
                .expectNoEvents()
                .expectException(
                        Refused.because(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 1 and COMPLETED")));
    }

    @Test
    void a_yes_to_an_attempt_that_was_never_made_is_refused() {
        payment.given(created())
                .when(new CompletePayment(ID, 2, CHARGE))
                .expectNoEvents()
                .expectException(
                        Refused.because(new Refusal.UnexpectedAnswer("attempt 2", "at attempt 1 and PROCESSING")));
    }

    @Test
    void a_yes_after_a_definite_no_is_refused() {
        payment.given(created(), failed())
                .when(new CompletePayment(ID, 1, CHARGE))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 1 and FAILED")));
    }

    @Test
    void a_no_of_the_gateway_fails_the_payment() {
        payment.givenCurrentTime(NOW)
                .andGiven(created())
                .when(new FailPayment(ID, 1, DECLINED))
                .expectEvents(failed())
                .expectResultMessagePayload(new Written(ID, PaymentStatus.FAILED, 2));
    }

    @Test
    void the_same_no_again_changes_nothing() {
        payment.given(created(), failed())
                .when(new FailPayment(ID, 1, DECLINED))
                .expectNoEvents()
                .expectSuccessfulHandlerExecution();
    }

    @Test
    void another_no_to_the_same_attempt_is_refused() {
        payment.given(created(), failed())
                .when(new FailPayment(ID, 1, new Failure("other", "Another reason", false)))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 1 and FAILED")));
    }

    @Test
    void a_no_after_a_yes_is_refused() {
        payment.given(created(), processed())
                .when(new FailPayment(ID, 1, DECLINED))
                .expectNoEvents()
                .expectException(
                        Refused.because(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 1 and COMPLETED")));
    }

    @Test
    void a_no_to_an_attempt_that_was_never_made_is_refused() {
        payment.given(created(), failed())
                .when(new FailPayment(ID, 2, DECLINED))
                .expectNoEvents()
                .expectException(Refused.because(new Refusal.UnexpectedAnswer("attempt 2", "at attempt 1 and FAILED")));
    }

    @Test
    void a_payment_with_an_event_of_a_newer_version_is_left_alone() {
        payment.given(created(), unknownEvent())
                .when(new CompletePayment(ID, 1, CHARGE))
                .expectNoEvents()
                .expectException(MessageHandlerInvocationException.class);
    }

    private static UnknownSerializedType unknownEvent() {
        return new UnknownSerializedType(
                MessageSerializer.create(), new SimpleSerializedObject<>("{}", String.class, "payment.created", "99"));
    }
}
