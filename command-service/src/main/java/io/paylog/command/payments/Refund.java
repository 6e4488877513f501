package io.paylog.command.payments;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.RefundId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One refund of a payment.
 *
 * @param requested minor units as asked for; absent: all that remained
 * @param amount minor units that are or were reserved
 * @param gatewayReference present once the gateway paid it back
 * @param failure present once the gateway refused it
 */
record Refund(
        RefundId id,
        @Nullable Long requested,
        long amount,
        @Nullable String reason,
        State state,
        @Nullable String gatewayReference,
        @Nullable Failure failure) {

    enum State {
        PENDING,
        SUCCEEDED,
        FAILED
    }

    static Refund pending(RefundId id, @Nullable Long requested, long amount, @Nullable String reason) {
        return new Refund(id, requested, amount, reason, State.PENDING, null, null);
    }

    Refund succeeded(String reference) {
        return new Refund(id, requested, amount, reason, State.SUCCEEDED, reference, null);
    }

    Refund failed(Failure why) {
        return new Refund(id, requested, amount, reason, State.FAILED, null, why);
    }

    boolean isRepeatedBy(@Nullable Long otherRequested, @Nullable String otherReason) {
        return Objects.equals(requested, otherRequested) && Objects.equals(reason, otherReason);
    }
}
