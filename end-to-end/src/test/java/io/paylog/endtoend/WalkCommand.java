package io.paylog.endtoend;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The kinds of commands that clients send to a payment that exists, and how often. */
enum WalkCommand {
    CREATE_AGAIN(8),
    CREATE_OTHER(4),
    UPDATE(20),
    UPDATE_KNOWN_VERSION(5),
    UPDATE_STALE_VERSION(5),
    DELETE(3),
    RETRY(12),
    REFUND_PART(16),
    REFUND_REST(2),
    REFUND_KNOWN_VERSION(4),
    REFUND_WITHOUT_ID(4),
    REFUND_AGAIN(8),
    REFUND_OTHER(4);

    private static final int TOTAL =
            Arrays.stream(values()).mapToInt(each -> each.weight).sum();
    private static final List<String> METHODS = List.of("pm_ok", "pm_declined", "pm_timeout_once", "pm_slow");

    private final int weight;

    WalkCommand(int weight) {
        this.weight = weight;
    }

    private Request request(WalkedPayment payment, Random random) {
        return switch (this) {
            case CREATE_AGAIN -> create(payment);
            case CREATE_OTHER -> createOther(payment);
            case UPDATE -> update(payment, random);
            case UPDATE_KNOWN_VERSION -> update(payment, random).onVersion(payment.version());
            case UPDATE_STALE_VERSION -> update(payment, random).onVersion(1);
            case DELETE -> delete(payment, random);
            case RETRY -> retry(payment, random);
            case REFUND_PART -> refund(payment, Map.of("amount", part(payment, random), "reason", "walk"));
            case REFUND_REST -> refund(payment, Map.of());
            case REFUND_KNOWN_VERSION ->
                refund(payment, Map.of("amount", part(payment, random))).onVersion(payment.version());
            case REFUND_WITHOUT_ID -> refund(payment, "", Map.of("amount", part(payment, random)));
            case REFUND_AGAIN -> refundAgain(payment);
            case REFUND_OTHER -> refundOther(payment);
        };
    }

    /** What a long walk meets: each kind is accepted at some time, or rightly refused if it never may be accepted. */
    static List<String> usualOutcomes() {
        return Arrays.stream(values())
                .map(command -> switch (command) {
                    case CREATE_OTHER -> command + " payment-exists";
                    case REFUND_OTHER -> command + " refund-exists";
                    default -> command + " accepted";
                })
                .toList();
    }

    /** A command and its kind. */
    record Chosen(String name, Request request) {}

    /** One of them at random; a payment that nobody knows yet is created. */
    static Chosen next(WalkedPayment payment, Random random) {
        if (payment.version() == 0) {
            return new Chosen("CREATE", create(payment));
        }
        WalkCommand command = any(random);
        boolean lacksRefund = (command == REFUND_AGAIN || command == REFUND_OTHER)
                && payment.anyRefund().isEmpty();
        WalkCommand possible = lacksRefund ? REFUND_PART : command;
        return new Chosen(possible.name(), possible.request(payment, random));
    }

    private static WalkCommand any(Random random) {
        int left = random.nextInt(TOTAL);
        for (WalkCommand each : values()) {
            left -= each.weight;
            if (left < 0) {
                return each;
            }
        }
        throw new AssertionError("the weights do not add up to " + TOTAL);
    }

    private static Request create(WalkedPayment payment) {
        return Request.of("POST", "", payment.content()).leaving("payment.created");
    }

    private static Request createOther(WalkedPayment payment) {
        Map<String, Object> other = new HashMap<>(payment.content());
        other.put("amount", payment.amount() + 1);
        return Request.of("POST", "", other).onlyRefused("payment-exists");
    }

    private static Request update(WalkedPayment payment, Random random) {
        Map<String, Object> patch = new HashMap<>();
        if (random.nextBoolean()) {
            patch.put("description", random.nextInt(4) == 0 ? null : "Updated " + random.nextInt(100));
        }
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("key-" + random.nextInt(4), random.nextInt(3) == 0 ? null : "value " + random.nextInt(10));
        patch.put("metadata", random.nextInt(10) == 0 ? null : metadata);
        return Request.of("PATCH", "/" + payment.id(), patch).orRefused("payment-not-updatable");
    }

    private static Request delete(WalkedPayment payment, Random random) {
        String reason = random.nextInt(4) == 0 ? "" : "?reason=entered+twice";
        return Request.of("DELETE", "/" + payment.id() + reason, Map.of())
                .orRefused("payment-not-deletable")
                .leaving("payment.deleted");
    }

    private static Request retry(WalkedPayment payment, Random random) {
        Map<String, Object> body = new HashMap<>();
        if (random.nextBoolean()) {
            body.put("paymentMethod", METHODS.get(random.nextInt(METHODS.size())));
        }
        if (random.nextInt(3) == 0) {
            body.put("attempt", 2 + random.nextInt(2));
        }
        return Request.of("POST", "/" + payment.id() + "/retry", body)
                .orRefused("payment-not-retryable", "failure-is-final", "unexpected-attempt", "too-many-attempts")
                .leaving("payment.retried");
    }

    private static long part(WalkedPayment payment, Random random) {
        return 1 + random.nextLong(1 + payment.amount() / 5);
    }

    private static Request refund(WalkedPayment payment, Map<String, ?> content) {
        Map<String, Object> body = new HashMap<>(content);
        String id = payment.newRefundId();
        body.put("id", id);
        return refund(payment, id, body);
    }

    private static Request refund(WalkedPayment payment, String refundId, Map<String, ?> body) {
        return refundOf(payment, body)
                .orRefused("payment-not-refundable", "refund-exceeds-remaining", "too-many-refunds")
                .leaving(("payment.refund-requested " + refundId).strip());
    }

    /** What has been accepted once is accepted again, whatever has happened to the payment since. */
    private static Request refundAgain(WalkedPayment payment) {
        Map<String, ?> accepted = payment.anyRefund().orElseThrow();
        return refundOf(payment, accepted).leaving("payment.refund-requested " + accepted.get("id"));
    }

    private static Request refundOther(WalkedPayment payment) {
        String id = String.valueOf(payment.anyRefund().orElseThrow().get("id"));
        return refundOf(payment, Map.of("id", id, "reason", "other")).onlyRefused("refund-exists");
    }

    private static Request refundOf(WalkedPayment payment, Map<String, ?> body) {
        return Request.of("POST", "/" + payment.id() + "/refunds", body);
    }
}
