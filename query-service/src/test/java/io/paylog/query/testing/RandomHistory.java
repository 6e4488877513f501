package io.paylog.query.testing;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentStatus;
import java.util.Map;
import java.util.Random;

/** What may happen to a payment, one event after the other. */
public final class RandomHistory {

    private static final int MAX_ATTEMPTS = 5;

    private final PaymentStory story;
    private final Random random;
    private PaymentStatus status = PaymentStatus.PROCESSING;
    private boolean begun;
    private boolean refundPending;
    private int attempt = 1;
    private int refunds;

    public RandomHistory(PaymentStory story, Random random) {
        this.story = story;
        this.random = random;
    }

    public String id() {
        return story.id().value();
    }

    public PaymentEvent next() {
        PaymentEvent event = random.nextInt(5) == 0 && begun ? updated() : changed();
        status = event.status();
        begun = true;
        return event;
    }

    private PaymentEvent updated() {
        return story.updated("text " + random.nextInt(), Map.of(), status);
    }

    private PaymentEvent changed() {
        if (!begun) {
            return story.created();
        }
        return switch (status) {
            case PROCESSING ->
                random.nextBoolean() || attempt == MAX_ATTEMPTS ? story.processed(attempt) : story.failed(attempt);
            case FAILED -> random.nextInt(4) == 0 ? story.deleted() : story.retried(++attempt, "pm_ok");
            case COMPLETED, PARTIALLY_REFUNDED -> refund();
            case REFUNDED, DELETED -> updated();
        };
    }

    private PaymentEvent refund() {
        if (!refundPending) {
            refundPending = true;
            return story.refundRequested("r-" + ++refunds, 1, status);
        }
        refundPending = false;
        PaymentStatus after = random.nextBoolean() ? PaymentStatus.PARTIALLY_REFUNDED : PaymentStatus.REFUNDED;
        return story.refunded("r-" + refunds, 1, refunds, status, after);
    }
}
