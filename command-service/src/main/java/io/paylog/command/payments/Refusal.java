package io.paylog.command.payments;

import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.RefundId;

/** Why a payment refuses a command, with the data that explains it. Repeating the same command does not help. */
public sealed interface Refusal {

    /** One sentence for people. */
    String message();

    /** Stable, for programs. */
    default String code() {
        return switch (this) {
            case PaymentExists _ -> "payment-exists";
            case NotRetryable _ -> "payment-not-retryable";
            case FailureIsFinal _ -> "failure-is-final";
            case UnexpectedAttempt _ -> "unexpected-attempt";
            case TooManyAttempts _ -> "too-many-attempts";
            case NotUpdatable _ -> "payment-not-updatable";
            case InvalidDescription _ -> "invalid-description";
            case NotDeletable _ -> "payment-not-deletable";
            case NotRefundable _ -> "payment-not-refundable";
            case RefundExceedsRemaining _ -> "refund-exceeds-remaining";
            case RefundExists _ -> "refund-exists";
            case TooManyRefunds _ -> "too-many-refunds";
            case UnknownRefund _ -> "refund-not-found";
            case UnexpectedAnswer _ -> "unexpected-answer";
        };
    }

    /** The identifier is taken by a payment with other content. */
    record PaymentExists(PaymentId paymentId) implements Refusal {
        @Override
        public String message() {
            return "Payment " + paymentId + " exists with other content";
        }
    }

    /** Only a payment that the gateway has definitely refused can be tried again. */
    record NotRetryable(PaymentStatus status) implements Refusal {
        @Override
        public String message() {
            return "A payment that is " + status + " cannot be retried";
        }
    }

    /**
     * The gateway said that another attempt with the same payment method cannot succeed.
     *
     * @param answer the code that the gateway said
     */
    record FailureIsFinal(String answer) implements Refusal {
        @Override
        public String message() {
            return "The gateway's answer " + answer + " is final for this payment method";
        }
    }

    /**
     * Attempts follow each other without a gap, each begun once.
     *
     * @param next the only attempt that can be begun now
     */
    record UnexpectedAttempt(int asked, int next) implements Refusal {
        @Override
        public String message() {
            return "Attempt " + asked + " cannot begin; the next one is " + next;
        }
    }

    /**
     * The payment has been tried as often as one can be.
     *
     * @param limit that number
     */
    record TooManyAttempts(int limit) implements Refusal {
        @Override
        public String message() {
            return "A payment can be tried " + limit + " times, and this one has been";
        }
    }

    /** A deleted payment stays as it is. */
    record NotUpdatable(PaymentStatus status) implements Refusal {
        @Override
        public String message() {
            return "A payment that is " + status + " cannot be updated";
        }
    }

    /**
     * With this change the description would pass its bounds.
     *
     * @param violation the bound
     */
    record InvalidDescription(String violation) implements Refusal {
        @Override
        public String message() {
            return "The update does not fit: " + violation;
        }
    }

    /** Only a payment that the gateway has definitely refused can be deleted, and once. */
    record NotDeletable(PaymentStatus status) implements Refusal {
        @Override
        public String message() {
            return "A payment that is " + status + " cannot be deleted";
        }
    }

    /** Only a payment that the gateway has charged can be refunded. */
    record NotRefundable(PaymentStatus status) implements Refusal {
        @Override
        public String message() {
            return "A payment that is " + status + " cannot be refunded";
        }
    }

    /**
     * More was asked for than remains.
     *
     * @param remaining minor units that can still be refunded; pending refunds count against it
     */
    record RefundExceedsRemaining(long requested, long remaining, String currency) implements Refusal {
        @Override
        public String message() {
            return remaining == 0
                    ? "Nothing remains to be refunded"
                    : "A refund of " + requested + " exceeds the " + remaining + " that remain, in minor units of "
                            + currency;
        }
    }

    /** The identifier is taken by a refund with other content. */
    record RefundExists(RefundId refundId) implements Refusal {
        @Override
        public String message() {
            return "Refund " + refundId + " exists with other content";
        }
    }

    /**
     * The payment has as many refunds as one can have, failed ones included.
     *
     * @param limit that number
     */
    record TooManyRefunds(int limit) implements Refusal {
        @Override
        public String message() {
            return "A payment can have " + limit + " refunds, and this one has them";
        }
    }

    /** The payment has no such refund. */
    record UnknownRefund(RefundId refundId) implements Refusal {
        @Override
        public String message() {
            return "There is no refund " + refundId;
        }
    }

    /**
     * The gateway's answer contradicts an answer that was recorded before, or was never waited for.
     *
     * @param subject the attempt or refund that was answered
     * @param recorded what is on record
     */
    record UnexpectedAnswer(String subject, String recorded) implements Refusal {
        @Override
        public String message() {
            return "No such answer is expected for " + subject + ", which is " + recorded;
        }
    }
}
