package io.paylog.command.payments;

/** A command was understood and is refused by the payment's state; nothing was stored. */
public final class PaymentRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    PaymentRefused(Refusal refusal) {
        super(refusal.message());
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
