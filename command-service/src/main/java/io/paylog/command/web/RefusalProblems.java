package io.paylog.command.web;

import io.paylog.command.payments.Refusal;
import io.paylog.web.FieldProblem;
import io.paylog.web.Problems;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** Tells clients why a payment refuses what they ask for. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemDetail of(Refusal refusal) {
        ProblemDetail problem = Problems.of(status(refusal), refusal.code(), refusal.message() + ".", false);
        if (refusal instanceof Refusal.RefundExceedsRemaining exceeds) {
            problem.setProperty("remaining", exceeds.remaining());
            problem.setProperty("currency", exceeds.currency());
        }
        if (refusal instanceof Refusal.InvalidDescription invalid) {
            // All else that can be wrong with a description is seen before it meets the payment.
            problem.setProperty("errors", List.of(new FieldProblem("/metadata", invalid.violation())));
        }
        return problem;
    }

    private static HttpStatus status(Refusal refusal) {
        return switch (refusal) {
            case Refusal.InvalidDescription _, Refusal.RefundExceedsRemaining _ -> HttpStatus.UNPROCESSABLE_CONTENT;
            case Refusal.UnknownRefund _ -> HttpStatus.NOT_FOUND;
            case Refusal.PaymentExists _,
                    Refusal.NotRetryable _,
                    Refusal.FailureIsFinal _,
                    Refusal.UnexpectedAttempt _,
                    Refusal.TooManyAttempts _,
                    Refusal.NotUpdatable _,
                    Refusal.NotDeletable _,
                    Refusal.NotRefundable _,
                    Refusal.RefundExists _,
                    Refusal.TooManyRefunds _,
                    Refusal.UnexpectedAnswer _ -> HttpStatus.CONFLICT;
        };
    }
}
