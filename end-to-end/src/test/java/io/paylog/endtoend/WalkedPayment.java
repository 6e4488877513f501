package io.paylog.endtoend;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** A payment that random commands are sent to, and what its clients know of it. */
final class WalkedPayment {

    static final String NEVER_ANSWERED = "pm_unavailable";

    private static final List<String> METHODS = List.of(
            "pm_ok",
            "pm_ok",
            "pm_ok",
            "pm_ok",
            "pm_ok",
            "pm_declined",
            "pm_declined",
            "pm_timeout_once",
            "pm_timeout_once",
            "pm_refund_declined",
            "pm_refund_declined",
            "pm_slow",
            "pm_unknown",
            NEVER_ANSWERED);
    private static final List<String> CURRENCIES = List.of("EUR", "USD", "JPY");

    private final String id;
    private final long amount;
    private final Map<String, Object> content = new HashMap<>();
    private final AtomicLong version = new AtomicLong();
    private final AtomicInteger refundsAsked = new AtomicInteger();
    private final Map<String, Map<String, ?>> refunds = new ConcurrentHashMap<>();

    private WalkedPayment(String id, String organization, Random random) {
        this.id = id;
        this.amount = 1L + random.nextInt(5_000);
        content.put("id", id);
        content.put("organizationId", organization);
        content.put("userId", "user-" + random.nextInt(20));
        content.put("amount", amount);
        content.put("currency", CURRENCIES.get(random.nextInt(CURRENCIES.size())));
        content.put("paymentMethod", METHODS.get(random.nextInt(METHODS.size())));
        if (random.nextBoolean()) {
            content.put("description", "Walked " + id);
            content.put("metadata", Map.of("a.b", "$1", "walk", id));
            content.put("workflowId", "wf-" + random.nextInt(5));
            content.put("resourceId", "vm-" + random.nextInt(50));
        }
    }

    static List<WalkedPayment> some(String prefix, int count, int organizations, Random random) {
        return IntStream.range(0, count)
                .mapToObj(i -> new WalkedPayment(
                        "%s-%05d".formatted(prefix, i), "org-%s-%d".formatted(prefix, i % organizations), random))
                .toList();
    }

    String id() {
        return id;
    }

    long amount() {
        return amount;
    }

    Map<String, Object> content() {
        return content;
    }

    /** The last version that somebody was told; 0: nobody was told that the payment exists. */
    long version() {
        return version.get();
    }

    void told(long newVersion) {
        version.accumulateAndGet(newVersion, Math::max);
    }

    String newRefundId() {
        return id + "-r-" + refundsAsked.incrementAndGet();
    }

    /** A refund was accepted as it was asked for. */
    void refunded(Map<String, ?> body) {
        refunds.put(String.valueOf(body.get("id")), body);
    }

    /** A refund that was accepted, if there is one. */
    Optional<Map<String, ?>> anyRefund() {
        return refunds.values().stream().findAny().map(body -> body);
    }
}
