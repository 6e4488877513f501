package io.paylog.command.payments;

import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.RefundId;

/** Why a payment refuses a command, with the data that explains it. Repeating the same command does not help. */
public sealed interface Refusal {

    /** One sentence for people. */
    String message();

    /** The identifier is taken by a payment with other content. */
    record PaymentExists(PaymentId paymentId) implements Refusal {
        @Override
        public String message() {
            return "Payment " + paymentId + " exists with other content";
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
