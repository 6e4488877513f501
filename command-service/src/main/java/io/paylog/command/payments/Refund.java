package io.paylog.command.payments;

import io.paylog.api.payments.RefundId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One refund of a payment.
 *
 * @param requested minor units as asked for; absent: all that remained
 * @param amount minor units that are or were reserved
 * @param gatewayReference present once the gateway paid it back
 */
record Refund(
        RefundId id,
        @Nullable Long requested,
        long amount,
        @Nullable String reason,
        State state,
        @Nullable String gatewayReference) {

    enum State {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    static Refund pending(RefundId id, @Nullable Long requested, long amount, @Nullable String reason) {
        return new Refund(id, requested, amount, reason, State.PENDING, null);
    }

    Refund succeeded(String reference) {
        return new Refund(id, requested, amount, reason, State.SUCCEEDED, reference);
    }

    Refund failed() {
        return new Refund(id, requested, amount, reason, State.FAILED, null);
    }

    boolean isRepeatedBy(@Nullable Long otherRequested, @Nullable String otherReason) {
        return Objects.equals(requested, otherRequested) && Objects.equals(reason, otherReason);
    }
}
