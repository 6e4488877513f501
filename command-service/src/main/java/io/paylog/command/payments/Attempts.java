package io.paylog.command.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The attempts to charge one payment, numbered from 1, and what each of them charges. */
final class Attempts {

    /** Bounds what a payment's state and its events' loads grow to. */
    static final int LIMIT = 100;

    private final List<PaymentMethod> methods;

    Attempts() {
        this(List.of());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Attempts(List<PaymentMethod> methods) {
        this.methods = new ArrayList<>(methods);
    }

    @JsonValue
    List<PaymentMethod> methods() {
        return Collections.unmodifiableList(methods);
    }

    void begin(PaymentMethod method) {
        methods.add(method);
    }

    int last() {
        return methods.size();
    }

    PaymentMethod lastMethod() {
        return methods.getLast();
    }

    /** Whether that retry has been accepted before: the attempt that it names was begun, with what it names. */
    boolean isRepeat(RetryPayment command) {
        Integer attempt = command.attempt();
        return attempt != null
                && attempt <= last()
                && (command.paymentMethod() == null || command.paymentMethod().equals(methods.get(attempt - 1)));
    }

    /**
     * The number of the attempt that the command may begin.
     *
     * @param failure of the last attempt
     * @throws PaymentRefused if it may not
     */
    int next(RetryPayment command, PaymentStatus status, @Nullable Failure failure) {
        int next = last() + 1;
        int asked = Objects.requireNonNullElse(command.attempt(), next);
        if (status != PaymentStatus.FAILED || failure == null) {
            throw new PaymentRefused(new Refusal.NotRetryable(status));
        }
        if (asked != next) {
            throw new PaymentRefused(new Refusal.UnexpectedAttempt(asked, next));
        }
        if (!failure.retryable() && !changesMethod(command)) {
            throw new PaymentRefused(new Refusal.FailureIsFinal(failure.code()));
        }
        if (next > LIMIT) {
            throw new PaymentRefused(new Refusal.TooManyAttempts(LIMIT));
        }
        return next;
    }

    private boolean changesMethod(RetryPayment command) {
        return command.paymentMethod() != null && !command.paymentMethod().equals(lastMethod());
    }
}
