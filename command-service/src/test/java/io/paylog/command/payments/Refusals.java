package io.paylog.command.payments;

/** Refusals for tests outside this package. */
public final class Refusals {

    private Refusals() {}

    public static PaymentRefused unexpectedAnswer() {
        return new PaymentRefused(new Refusal.UnexpectedAnswer("attempt 1", "at attempt 1 and COMPLETED"));
    }
}
