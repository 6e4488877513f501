package io.paylog.query.payments;

import io.paylog.api.queries.PaymentView.RefundStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund within its payment.
 *
 * @param amount minor units of the payment's currency
 */
public record RefundDocument(
        String id,
        long amount,
        @Nullable String reason,
        RefundStatus status,
        Instant requestedAt,
        @Nullable Instant refundedAt) {

    RefundDocument succeeded(Instant time) {
        return new RefundDocument(id, amount, reason, RefundStatus.SUCCEEDED, requestedAt, time);
    }

    RefundDocument failed() {
        return new RefundDocument(id, amount, reason, RefundStatus.FAILED, requestedAt, null);
    }
}
