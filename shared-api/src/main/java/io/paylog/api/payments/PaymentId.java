package io.paylog.api.payments;

/** Identifies a payment; chosen by the client, or generated. 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public record PaymentId(String value) {

    /** @throws IllegalArgumentException if the value has another form */
    public PaymentId {
        Identifiers.check("paymentId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
