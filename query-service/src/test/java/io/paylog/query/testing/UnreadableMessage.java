package io.paylog.query.testing;

import io.paylog.api.payments.PaymentEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.messaging.GenericMessage;

/** Fails, in the way given, when its payload is asked for, so many times. */
public final class UnreadableMessage extends GenericMessage<Object> {

    private static final long serialVersionUID = 1L;

    private final transient AtomicInteger failures;
    private final transient Runnable failure;

    public UnreadableMessage(PaymentEvent payload, int failures, Runnable failure) {
        super(payload);
        this.failures = new AtomicInteger(failures);
        this.failure = failure;
    }

    @Override
    public Object getPayload() {
        if (failures.getAndDecrement() > 0) {
            failure.run();
        }
        return super.getPayload();
    }
}
