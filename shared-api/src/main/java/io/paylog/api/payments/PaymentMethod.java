package io.paylog.api.payments;

import java.util.regex.Pattern;

/**
 * The gateway's opaque token for a means of payment: 1 to 255 of {@code A-Z a-z 0-9 _ -}. Anything that could be a card
 * number is refused, so that none is ever written to the log.
 */
public record PaymentMethod(String token) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,255}");
    private static final Pattern CARD_NUMBER = Pattern.compile("[0-9]{12,19}");

    /** @throws IllegalArgumentException if the token has another form or looks like a card number */
    public PaymentMethod {
        if (!FORM.matcher(token).matches()) {
            throw new IllegalArgumentException("paymentMethod must be 1 to 255 of A-Z, a-z, 0-9, _ and -");
        }
        if (CARD_NUMBER.matcher(token.replaceAll("[-_]", "")).matches()) {
            throw new IllegalArgumentException("paymentMethod must be a token of the gateway, never a card number");
        }
    }

    @Override
    public String toString() {
        return token;
    }
}
