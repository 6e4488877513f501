package io.paylog.query.payments;

import io.paylog.api.payments.Failure;
import io.paylog.api.queries.PaymentView;
import io.paylog.query.payments.PaymentDocument.FailureDocument;
import io.paylog.query.payments.PaymentDocument.MetadataPair;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows documents as callers see them. */
public final class PaymentViews {

    private PaymentViews() {}

    public static PaymentView of(PaymentDocument document) {
        return new PaymentView(
                document.id(),
                document.organizationId(),
                document.userId(),
                document.workflowId(),
                document.resourceId(),
                document.amount(),
                document.currency(),
                document.amountRefunded(),
                document.status(),
                document.paymentMethod(),
                document.description(),
                document.metadata().stream().collect(Collectors.toMap(MetadataPair::key, MetadataPair::value)),
                document.attempt(),
                document.version(),
                document.createdAt(),
                document.updatedAt(),
                document.processedAt(),
                document.failedAt(),
                failure(document.failure()),
                refunds(document.refunds()));
    }

    private static @Nullable Failure failure(@Nullable FailureDocument failure) {
        return failure == null ? null : new Failure(failure.code(), failure.message(), failure.retryable());
    }

    private static List<PaymentView.Refund> refunds(List<RefundDocument> refunds) {
        return refunds.stream()
                .map(refund -> new PaymentView.Refund(
                        refund.id(),
                        refund.amount(),
                        refund.reason(),
                        refund.status(),
                        refund.requestedAt(),
                        refund.refundedAt()))
                .toList();
    }
}
