package io.paylog.query.payments;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import io.paylog.api.payments.PaymentEvent.PaymentDeleted;
import io.paylog.api.payments.PaymentEvent.PaymentFailed;
import io.paylog.api.payments.PaymentEvent.PaymentProcessed;
import io.paylog.api.payments.PaymentEvent.PaymentRefunded;
import io.paylog.api.payments.PaymentEvent.PaymentRetried;
import io.paylog.api.payments.PaymentEvent.PaymentUpdated;
import io.paylog.api.payments.PaymentEvent.RefundFailed;
import io.paylog.api.payments.PaymentEvent.RefundRequested;
import io.paylog.api.queries.PaymentView.RefundStatus;
import io.paylog.query.payments.PaymentDocument.FailureDocument;
import io.paylog.query.payments.PaymentDocument.MetadataPair;
import io.paylog.query.payments.PaymentDocument.StatusChange;
import io.paylog.query.projecting.Projection;
import io.paylog.query.projecting.RecordedEvent;
import io.paylog.query.projecting.ViewIndex;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One document for each payment: serves reads by id and lists. */
public final class PaymentProjection implements Projection<PaymentDocument, PaymentEvent> {

    @Override
    public String name() {
        return "payments";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Class<PaymentDocument> documentType() {
        return PaymentDocument.class;
    }

    @Override
    public Class<PaymentEvent> eventType() {
        return PaymentEvent.class;
    }

    @Override
    public List<ViewIndex> indexes() {
        return PaymentIndexes.ALL;
    }

    @Override
    public String documentId(PaymentEvent event) {
        return event.paymentId().value();
    }

    @Override
    public PaymentDocument apply(@Nullable PaymentDocument current, RecordedEvent<? extends PaymentEvent> recorded) {
        long version = current == null ? 0 : current.version();
        if (version != recorded.sequence()) {
            throw new IllegalStateException("payment " + documentId(recorded.event()) + " has version " + version
                    + ", so the event of sequence " + recorded.sequence() + " at position " + recorded.position()
                    + " cannot follow");
        }
        if (current != null) {
            PaymentDraft draft =
                    new PaymentDraft(current).status(recorded.event().status());
            return change(draft, recorded.event(), recorded.timestamp()).at(recorded.position(), recorded.timestamp());
        }
        if (recorded.event() instanceof PaymentCreated created) {
            return create(created, recorded.position(), recorded.timestamp());
        }
        throw new IllegalStateException("payment " + documentId(recorded.event()) + " begins at position "
                + recorded.position() + " with another event than its creation");
    }

    private static PaymentDraft change(PaymentDraft draft, PaymentEvent event, Instant time) {
        return switch (event) {
            case PaymentCreated created ->
                throw new IllegalStateException("payment " + created.paymentId() + " is created twice");
            case PaymentProcessed processed -> draft.processed(processed.attempt(), time);
            case PaymentFailed failed -> draft.failed(failed.attempt(), failure(failed.failure()), time);
            case PaymentRetried retried ->
                draft.retried(retried.attempt(), retried.paymentMethod().token(), time);
            case PaymentUpdated updated ->
                draft.described(
                        updated.description().text(),
                        metadata(updated.description().metadata()));
            case PaymentDeleted _ -> draft;
            case RefundRequested requested -> draft.refund(refund(requested, time));
            case PaymentRefunded refunded ->
                draft.refunded(refunded.totalRefunded())
                        .refund(refunded.refundId().value(), refund -> refund.succeeded(time));
            case RefundFailed failed -> draft.refund(failed.refundId().value(), RefundDocument::failed);
        };
    }

    private static FailureDocument failure(Failure failure) {
        return new FailureDocument(failure.code(), failure.message(), failure.retryable());
    }

    private static RefundDocument refund(RefundRequested event, Instant time) {
        return new RefundDocument(
                event.refundId().value(), event.refundAmount(), event.reason(), RefundStatus.PENDING, time, null);
    }

    private static PaymentDocument create(PaymentCreated event, long position, Instant time) {
        return new PaymentDocument(
                event.paymentId().value(),
                position,
                1,
                event.billing().organizationId().value(),
                event.billing().userId().value(),
                event.billing().workflowId() == null
                        ? null
                        : event.billing().workflowId().value(),
                event.billing().resourceId() == null
                        ? null
                        : event.billing().resourceId().value(),
                event.money().amount(),
                event.money().currencyCode(),
                0,
                event.status(),
                event.paymentMethod().token(),
                event.description().text(),
                metadata(event.description().metadata()),
                event.attempt(),
                time,
                time,
                time,
                null,
                null,
                null,
                List.of(),
                List.of(new StatusChange(event.status(), position, time)));
    }

    /** Sorted, so that the same event always makes the same document. */
    private static List<MetadataPair> metadata(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(pair -> new MetadataPair(pair.getKey(), pair.getValue()))
                .toList();
    }
}
