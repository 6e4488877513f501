package io.paylog.api.payments;

/** Identifies a refund within its payment. 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public record RefundId(String value) {

    /** @throws IllegalArgumentException if the value has another form */
    public RefundId {
        Identifiers.check("refundId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
