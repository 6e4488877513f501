package io.paylog.query.testing;

import io.paylog.api.payments.PaymentEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.axonframework.messaging.GenericMessage;

/** Fails when its payload is asked for, so many times. */
public final class UnreadableMessage extends GenericMessage<Object> {

    private static final long serialVersionUID = 1L;

    private final transient AtomicInteger failures;
    private final transient Supplier<? extends Throwable> failure;

    public UnreadableMessage(PaymentEvent payload, int failures, Supplier<? extends Throwable> failure) {
        super(payload);
        this.failures = new AtomicInteger(failures);
        this.failure = failure;
    }

    @Override
    public Object getPayload() {
        if (failures.getAndDecrement() > 0) {
            throw UnreadableMessage.<RuntimeException>asIs(failure.get());
        }
        return super.getPayload();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T asIs(Throwable failure) throws T {
        throw (T) failure;
    }
}
