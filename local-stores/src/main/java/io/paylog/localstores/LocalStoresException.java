package io.paylog.localstores;

/** The stores that were asked for cannot be had; the message says what to do about it. */
public final class LocalStoresException extends RuntimeException {

    public LocalStoresException(String message) {
        super(message);
    }

    public LocalStoresException(String message, Throwable cause) {
        super(message, cause);
    }
}
