package io.paylog.query.payments.listing;

/** The cursor was not given out for this list. Repeating does not help. */
final class InvalidCursorException extends RuntimeException {

    InvalidCursorException() {
        super("the cursor was not given out for this list");
    }
}
