package io.paylog.query.payments;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.PaymentView.RefundStatus;
import io.paylog.query.projecting.RecordedEvent;
import io.paylog.query.testing.PaymentStory;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaymentProjectionTest {

    private static final PaymentStory STORY = PaymentStory.of("p-1", "org-1", 1000);

    private final PaymentProjection projection = new PaymentProjection();

    private PaymentDocument fold(PaymentEvent... events) {
        PaymentDocument document = null;
        for (int n = 0; n < events.length; n++) {
            document = projection.apply(document, recorded(events[n], n));
        }
        return Objects.requireNonNull(document);
    }

    private static RecordedEvent<PaymentEvent> recorded(PaymentEvent event, int sequence) {
        return new RecordedEvent<>(event, 10L + sequence, sequence, time(sequence));
    }

    private static Instant time(int sequence) {
        return CREATED_AT.plusSeconds(sequence);
    }

    @Test
    void a_payment_begins_with_version_1_and_is_being_processed() {
        PaymentDocument document = fold(STORY.created());

        assertThat(document.version()).isEqualTo(1);
        assertThat(document.position()).isEqualTo(10);
        assertThat(document.status()).isEqualTo(PaymentStatus.PROCESSING);
        assertThat(document.createdAt()).isEqualTo(document.updatedAt()).isEqualTo(time(0));
    }

    @Test
    void a_completed_payment_has_the_time_it_was_processed() {
        PaymentDocument document = fold(STORY.created(), STORY.processed());

        assertThat(document.status()).isEqualTo(PaymentStatus.COMPLETED);
        assertThat(document.processedAt()).isEqualTo(document.updatedAt()).isEqualTo(time(1));
        assertThat(document.createdAt()).isEqualTo(time(0));
    }

    @Test
    void a_failed_payment_has_its_failure_and_the_time_of_it() {
        PaymentDocument document = fold(STORY.created(), STORY.failed());

        assertThat(document.failedAt()).isEqualTo(time(1));
        assertThat(document.failure())
                .isEqualTo(new PaymentDocument.FailureDocument("card_declined", "The card was declined.", true));
        assertThat(document.processedAt()).isNull();
    }

    @Test
    void a_refund_counts_only_when_it_has_succeeded() {
        PaymentEvent requested = STORY.refundRequested("r-1", 400, PaymentStatus.COMPLETED);
        PaymentDocument pending = fold(STORY.created(), STORY.processed(), requested);
        PaymentDocument done = fold(
                STORY.created(),
                STORY.processed(),
                requested,
                STORY.refunded("r-1", 400, 400, PaymentStatus.COMPLETED, PaymentStatus.PARTIALLY_REFUNDED));

        assertThat(pending.amountRefunded()).isZero();
        assertThat(pending.refunds())
                .containsExactly(new RefundDocument("r-1", 400, "as agreed", RefundStatus.PENDING, time(2), null));
        assertThat(done.amountRefunded()).isEqualTo(400);
        assertThat(done.status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(done.refunds())
                .containsExactly(new RefundDocument("r-1", 400, "as agreed", RefundStatus.SUCCEEDED, time(2), time(3)));
    }

    @Test
    void a_refund_that_failed_is_shown_and_changes_no_other() {
        PaymentDocument document = fold(
                STORY.created(),
                STORY.processed(),
                STORY.refundRequested("r-1", 400, PaymentStatus.COMPLETED),
                STORY.refundRequested("r-2", 500, PaymentStatus.COMPLETED),
                STORY.refundFailed("r-1", 400, PaymentStatus.COMPLETED));

        assertThat(document.refunds())
                .extracting(RefundDocument::status)
                .containsExactly(RefundStatus.FAILED, RefundStatus.PENDING);
        assertThat(document.amountRefunded()).isZero();
    }

    @Test
    void an_event_that_cannot_follow_is_refused() {
        assertRefused(null, recorded(STORY.processed(), 0));
        assertRefused(fold(STORY.created()), recorded(STORY.processed(), 2));
        assertRefused(fold(STORY.created()), recorded(STORY.created(), 1));
    }

    private void assertRefused(@Nullable PaymentDocument current, RecordedEvent<PaymentEvent> event) {
        assertThatIllegalStateException()
                .isThrownBy(() -> projection.apply(current, event))
                .withMessageContaining("p-1");
    }
}
