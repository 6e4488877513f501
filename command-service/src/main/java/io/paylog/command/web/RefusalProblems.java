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
        return switch (refusal) {
            case Refusal.PaymentExists exists -> problem(HttpStatus.CONFLICT, "payment-exists", exists);
            case Refusal.NotRetryable not -> problem(HttpStatus.CONFLICT, "payment-not-retryable", not);
            case Refusal.FailureIsFinal last -> problem(HttpStatus.CONFLICT, "failure-is-final", last);
            case Refusal.UnexpectedAttempt other -> problem(HttpStatus.CONFLICT, "unexpected-attempt", other);
            case Refusal.TooManyAttempts tooMany -> problem(HttpStatus.CONFLICT, "too-many-attempts", tooMany);
            case Refusal.NotUpdatable not -> problem(HttpStatus.CONFLICT, "payment-not-updatable", not);
            case Refusal.InvalidDescription invalid -> tooMuchMetadata(invalid);
            case Refusal.NotDeletable not -> problem(HttpStatus.CONFLICT, "payment-not-deletable", not);
            case Refusal.NotRefundable not -> problem(HttpStatus.CONFLICT, "payment-not-refundable", not);
            case Refusal.RefundExceedsRemaining exceeds -> exceeding(exceeds);
            case Refusal.RefundExists exists -> problem(HttpStatus.CONFLICT, "refund-exists", exists);
            case Refusal.TooManyRefunds tooMany -> problem(HttpStatus.CONFLICT, "too-many-refunds", tooMany);
            case Refusal.UnknownRefund unknown -> problem(HttpStatus.NOT_FOUND, "refund-not-found", unknown);
            case Refusal.UnexpectedAnswer unexpected -> problem(HttpStatus.CONFLICT, "unexpected-answer", unexpected);
        };
    }

    /** All else that can be wrong with a description is seen before it meets the payment. */
    private static ProblemDetail tooMuchMetadata(Refusal.InvalidDescription invalid) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-description", invalid);
        problem.setProperty("errors", List.of(new FieldProblem("/metadata", invalid.violation())));
        return problem;
    }

    private static ProblemDetail exceeding(Refusal.RefundExceedsRemaining exceeds) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_CONTENT, "refund-exceeds-remaining", exceeds);
        problem.setProperty("remaining", exceeds.remaining());
        problem.setProperty("currency", exceeds.currency());
        return problem;
    }

    private static ProblemDetail problem(HttpStatus status, String code, Refusal refusal) {
        return Problems.of(status, code, refusal.message() + ".", false);
    }
}
