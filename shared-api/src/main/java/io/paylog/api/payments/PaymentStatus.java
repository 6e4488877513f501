package io.paylog.api.payments;

/** Where a payment stands. */
public enum PaymentStatus {
    /** The gateway has been or will be asked; its answer is not known. */
    PROCESSING,
    /** The gateway said yes. */
    COMPLETED,
    /** The gateway said a definite no. */
    FAILED,
    /** Part of the amount has been paid back. */
    PARTIALLY_REFUNDED,
    /** The whole amount has been paid back. */
    REFUNDED,
    /** Hidden from lists, kept in history. */
    DELETED
}
