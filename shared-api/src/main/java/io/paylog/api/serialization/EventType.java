package io.paylog.api.serialization;

import io.paylog.api.payments.PaymentEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names and revisions under which events are stored. A name never changes and is never used again; a change of
 * content raises the revision.
 */
public enum EventType {
    PAYMENT_CREATED("payment.created", "1", PaymentEvent.PaymentCreated.class),
    PAYMENT_PROCESSED("payment.processed", "1", PaymentEvent.PaymentProcessed.class),
    PAYMENT_FAILED("payment.failed", "1", PaymentEvent.PaymentFailed.class),
    PAYMENT_RETRIED("payment.retried", "1", PaymentEvent.PaymentRetried.class),
    PAYMENT_UPDATED("payment.updated", "1", PaymentEvent.PaymentUpdated.class),
    PAYMENT_DELETED("payment.deleted", "1", PaymentEvent.PaymentDeleted.class),
    REFUND_REQUESTED("payment.refund-requested", "2", PaymentEvent.RefundRequested.class),
    PAYMENT_REFUNDED("payment.refunded", "1", PaymentEvent.PaymentRefunded.class),
    REFUND_FAILED("payment.refund-failed", "2", PaymentEvent.RefundFailed.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::storedName, Function.identity()));
    private static final Map<Class<?>, EventType> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::type, Function.identity()));

    private final String storedName;
    private final String revision;
    private final Class<? extends PaymentEvent> type;

    EventType(String storedName, String revision, Class<? extends PaymentEvent> type) {
        this.storedName = storedName;
        this.revision = revision;
        this.type = type;
    }

    public String storedName() {
        return storedName;
    }

    /** The revision that is written today. */
    public String revision() {
        return revision;
    }

    /** Whether this program can read that revision. One that is newer than today's is not guessed at. */
    boolean reads(@Nullable String stored) {
        try {
            return stored == null || Integer.parseInt(stored) <= Integer.parseInt(revision);
        } catch (NumberFormatException foreign) {
            return false;
        }
    }

    public Class<? extends PaymentEvent> type() {
        return type;
    }

    public static Optional<EventType> ofName(String storedName) {
        return Optional.ofNullable(BY_NAME.get(storedName));
    }

    public static Optional<EventType> ofClass(Class<?> type) {
        return Optional.ofNullable(BY_CLASS.get(type));
    }
}
