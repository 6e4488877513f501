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
import java.util.Map;
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
    void a_retried_payment_is_processed_again_with_another_method_and_has_no_failure() {
        PaymentDocument document =
                fold(STORY.created(), STORY.failed(), STORY.updated("text", Map.of(), PaymentStatus.FAILED), retried());

        assertThat(document.status()).isEqualTo(PaymentStatus.PROCESSING);
        assertThat(document.attempt()).isEqualTo(2);
        assertThat(document.paymentMethod()).isEqualTo("pm_other");
        assertThat(document.attemptStartedAt()).isEqualTo(time(3));
        assertThat(document.failure()).isNull();
        assertThat(document.failedAt()).isNull();
    }

    private static PaymentEvent retried() {
        return STORY.retried(2, "pm_other");
    }

    @Test
    void an_updated_payment_says_what_it_says_now_and_its_attempt_is_no_younger() {
        PaymentDocument document =
                fold(STORY.created(), STORY.updated("November", Map.of("b", "2", "a", "1"), PaymentStatus.PROCESSING));

        assertThat(document.description()).isEqualTo("November");
        assertThat(document.metadata())
                .containsExactly(
                        new PaymentDocument.MetadataPair("a", "1"), new PaymentDocument.MetadataPair("b", "2"));
        assertThat(document.updatedAt()).isEqualTo(time(1));
        assertThat(document.attemptStartedAt()).isEqualTo(time(0));
        assertThat(document.statuses()).hasSize(1);
    }

    @Test
    void a_deleted_payment_keeps_what_it_was() {
        PaymentDocument failed = fold(STORY.created(), STORY.failed());
        PaymentDocument deleted = fold(STORY.created(), STORY.failed(), STORY.deleted());

        assertThat(deleted.status()).isEqualTo(PaymentStatus.DELETED);
        assertThat(deleted.failure()).isEqualTo(failed.failure());
        assertThat(deleted.failedAt()).isEqualTo(failed.failedAt());
    }

    @Test
    void a_payment_knows_every_status_that_it_has_had() {
        PaymentDocument document = fold(STORY.created(), STORY.failed(), retried(), STORY.processed(2));

        assertThat(document.statusAt(9)).isEmpty();
        assertThat(document.statusAt(10))
                .contains(new PaymentDocument.StatusChange(PaymentStatus.PROCESSING, 10, time(0)));
        assertThat(document.statusAt(11)).contains(new PaymentDocument.StatusChange(PaymentStatus.FAILED, 11, time(1)));
        assertThat(document.statusAt(12).orElseThrow().since()).isEqualTo(12);
        assertThat(document.statusAt(1000))
                .contains(new PaymentDocument.StatusChange(PaymentStatus.COMPLETED, 13, time(3)));
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
