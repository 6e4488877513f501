package io.paylog.command.payments;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** The attempts to charge one payment, numbered from 1, and what each of them charges. */
final class Attempts {

    /** Bounds what a payment's state and its events' loads grow to. */
    static final int LIMIT = 100;

    private final List<PaymentMethod> methods = new ArrayList<>();

    /** Each attempt but the last has one, for only a definite no lets the next one begin. */
    private final List<Failure> failures = new ArrayList<>();

    void begin(PaymentMethod method) {
        methods.add(method);
    }

    void fail(Failure failure) {
        failures.add(failure);
    }

    /** Whether the gateway refused that attempt so. */
    boolean hasFailed(int attempt, Failure failure) {
        return attempt >= 1
                && attempt <= failures.size()
                && failures.get(attempt - 1).equals(failure);
    }

    int last() {
        return methods.size();
    }

    /** Whether that retry has been accepted before: the attempt that it names was begun, with what it names. */
    boolean isRepeat(RetryPayment command) {
        Integer attempt = command.attempt();
        return attempt != null
                && attempt > 1
                && attempt <= last()
                && methods.get(attempt - 1).equals(asked(command, methods.get(attempt - 2)));
    }

    /**
     * The number of the attempt that the command may begin.
     *
     * @throws PaymentRefused if it may not
     */
    int next(RetryPayment command, PaymentStatus status) {
        int next = last() + 1;
        int asked = Objects.requireNonNullElse(command.attempt(), next);
        if (status != PaymentStatus.FAILED) {
            throw new PaymentRefused(new Refusal.NotRetryable(status));
        }
        if (asked != next) {
            throw new PaymentRefused(new Refusal.UnexpectedAttempt(asked, next));
        }
        finalFailureOf(methodOf(command)).ifPresent(failure -> {
            throw new PaymentRefused(new Refusal.FailureIsFinal(failure.code()));
        });
        if (next > LIMIT) {
            throw new PaymentRefused(new Refusal.TooManyAttempts(LIMIT));
        }
        return next;
    }

    private Optional<Failure> finalFailureOf(PaymentMethod method) {
        return IntStream.range(0, failures.size())
                .filter(i -> methods.get(i).equals(method) && !failures.get(i).retryable())
                .mapToObj(failures::get)
                .findFirst();
    }

    /** What the attempt charges that the command may begin. */
    PaymentMethod methodOf(RetryPayment command) {
        return asked(command, methods.getLast());
    }

    private static PaymentMethod asked(RetryPayment command, PaymentMethod before) {
        return Objects.requireNonNullElse(command.paymentMethod(), before);
    }
}
