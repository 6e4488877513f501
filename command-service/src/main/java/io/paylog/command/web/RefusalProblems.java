package io.paylog.command.web;

import io.paylog.command.payments.PaymentRefused;
import io.paylog.command.payments.Refusal;
import io.paylog.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells clients why a payment refuses what they ask for. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusalProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(PaymentRefused refused) {
        return Problems.answer(
                switch (refused.refusal()) {
                    case Refusal.PaymentExists exists -> problem(HttpStatus.CONFLICT, "payment-exists", exists);
                    case Refusal.NotRefundable not -> problem(HttpStatus.CONFLICT, "payment-not-refundable", not);
                    case Refusal.RefundExceedsRemaining exceeds -> exceeding(exceeds);
                    case Refusal.RefundExists exists -> problem(HttpStatus.CONFLICT, "refund-exists", exists);
                    case Refusal.TooManyRefunds tooMany -> problem(HttpStatus.CONFLICT, "too-many-refunds", tooMany);
                    case Refusal.UnknownRefund unknown -> problem(HttpStatus.NOT_FOUND, "refund-not-found", unknown);
                    case Refusal.UnexpectedAnswer unexpected ->
                        problem(HttpStatus.CONFLICT, "unexpected-answer", unexpected);
                });
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
