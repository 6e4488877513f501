package io.paylog.api.payments;

/**
 * The gateway's definite no.
 *
 * @param code stable and machine-readable, such as {@code card_declined}
 * @param message for people
 * @param retryable whether a new attempt may succeed
 */
public record Failure(String code, String message, boolean retryable) {

    /** Takes what a gateway says; what {@link FreeText} must not contain is replaced. */
    public Failure {
        code = FreeText.cleaned(code);
        message = FreeText.cleaned(message);
    }
}
