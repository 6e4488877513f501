package io.paylog.command.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attempts to charge one payment, numbered from 1, and what each of them charges. */
final class Attempts {

    /** Bounds what a payment's state and its events' loads grow to. */
    static final int LIMIT = 100;

    private final List<Attempt> all;

    Attempts() {
        this(List.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Attempts(List<Attempt> all) {
        this.all = new ArrayList<>(all);
    }

    @JsonValue
    List<Attempt> all() {
        return List.copyOf(all);
    }

    int estimatedBytes() {
        return all.stream()
                .mapToInt(attempt -> Footprint.of(attempt.method().token()) + Footprint.of(attempt.failure()))
                .sum();
    }

    void begin(PaymentMethod method) {
        all.add(new Attempt(method, null));
    }

    /** The last one, by the gateway's definite no. */
    void fail(Failure failure) {
        all.add(new Attempt(all.removeLast().method(), failure));
    }

    /** Whether the gateway refused that attempt so. */
    boolean hasFailed(int attempt, Failure failure) {
        return attempt >= 1
                && attempt <= last()
                && failure.equals(all.get(attempt - 1).failure());
    }

    int last() {
        return all.size();
    }

    /** Whether that retry has been accepted before: the attempt that it names was begun, with what it names. */
    boolean isRepeat(RetryPayment command) {
        Integer attempt = command.attempt();
        return attempt != null
                && attempt > 1
                && attempt <= last()
                && method(attempt).equals(asked(command, method(attempt - 1)));
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
        return all.stream()
                .filter(attempt -> attempt.method().equals(method))
                .map(Attempt::failure)
                .filter(failure -> failure != null && !failure.retryable())
                .findFirst();
    }

    /** What the attempt charges that the command may begin. */
    PaymentMethod methodOf(RetryPayment command) {
        return asked(command, method(last()));
    }

    private PaymentMethod method(int attempt) {
        return all.get(attempt - 1).method();
    }

    private static PaymentMethod asked(RetryPayment command, PaymentMethod before) {
        return Objects.requireNonNullElse(command.paymentMethod(), before);
    }

    /** @param failure absent: the gateway has not refused it */
    record Attempt(PaymentMethod method, @Nullable Failure failure) {}
}
