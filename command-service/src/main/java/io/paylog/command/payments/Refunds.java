package io.paylog.command.payments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.paylog.api.payments.RefundId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The refunds of one payment and what they leave of its amount. */
final class Refunds {

    /** Bounds what a payment's state, its events' loads and its views grow to. */
    static final int LIMIT = 100;

    private final Map<RefundId, Refund> byId = new LinkedHashMap<>();

    Refunds() {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Refunds(List<Refund> refunds) {
        refunds.forEach(this::put);
    }

    /** In the order in which they were asked for. */
    @JsonValue
    List<Refund> all() {
        return List.copyOf(byId.values());
    }

    int estimatedBytes() {
        return byId.values().stream()
                .mapToInt(refund -> Footprint.OF_REFUND
                        + Footprint.of(refund.reason())
                        + Footprint.of(refund.gatewayReference())
                        + Footprint.of(refund.failure()))
                .sum();
    }

    Optional<Refund> find(RefundId id) {
        return Optional.ofNullable(byId.get(id));
    }

    Refund get(RefundId id) {
        return find(id).orElseThrow(() -> new PaymentRefused(new Refusal.UnknownRefund(id)));
    }

    void put(Refund refund) {
        byId.put(refund.id(), refund);
    }

    boolean isFull() {
        return byId.size() >= LIMIT;
    }

    /** Minor units paid back so far. */
    long succeeded() {
        return sum(Refund.State.SUCCEEDED);
    }

    /** Minor units of the given charge that are neither paid back nor reserved. */
    long remainingOf(long charged) {
        return charged - succeeded() - sum(Refund.State.PENDING);
    }

    private long sum(Refund.State state) {
        return byId.values().stream()
                .filter(refund -> refund.state() == state)
                .mapToLong(Refund::amount)
                .sum();
    }
}
