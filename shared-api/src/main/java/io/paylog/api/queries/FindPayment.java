package io.paylog.api.queries;

import io.paylog.api.payments.PaymentId;
import org.jspecify.annotations.Nullable;

/** Asks for one payment as it is now. */
public record FindPayment(PaymentId paymentId, Freshness freshness) implements Query {

    /**
     * @param payment absent: there is no such payment
     * @param position every event up to this position that concerns the payment is in the answer
     */
    public record Answer(@Nullable PaymentView payment, long position) {}
}
