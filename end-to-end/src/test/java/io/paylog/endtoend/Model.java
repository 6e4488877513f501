package io.paylog.endtoend;

import io.paylog.endtoend.StoredLog.StoredEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What every payment must look like: a fold of the log into maps, deliberately simple, sharing nothing with the services. */
final class Model {

    /**
     * A payment as {@code GET} must show it.
     *
     * @param position from which on it is like this
     */
    record State(long position, Map<String, Object> view) {

        String id() {
            return text("id");
        }

        long number(String field) {
            return (Long) view.getOrDefault(field, 0L);
        }

        Instant time(String field) {
            return Instant.parse(text(field));
        }

        String text(String field) {
            return String.valueOf(view.get(field));
        }
    }

    private final Map<String, List<State>> histories = new TreeMap<>();

    Model(StoredLog log) {
        for (StoredEvent event : log.events()) {
            List<State> history = histories.computeIfAbsent(event.paymentId(), id -> new ArrayList<>());
            Map<String, Object> before =
                    history.isEmpty() ? Map.of() : history.getLast().view();
            history.add(new State(event.position(), Map.copyOf(after(before, event))));
        }
    }

    /** All states of each payment, the oldest first. */
    Map<String, List<State>> histories() {
        return histories;
    }

    /** Each payment as it is now. */
    List<State> payments() {
        return histories.values().stream().map(List::getLast).toList();
    }

    /** The states that a payment went through between two positions of the log, the one at the first included. */
    List<State> between(String id, long first, long last) {
        List<State> history = histories.getOrDefault(id, List.of());
        List<State> states = new ArrayList<>();
        for (State state : history) {
            if (state.position() <= first) {
                states.clear();
            }
            if (state.position() <= last) {
                states.add(state);
            }
        }
        return states;
    }

    private static Map<String, Object> after(Map<String, Object> before, StoredEvent event) {
        Map<String, Object> payment = new HashMap<>(before);
        String at = event.at().truncatedTo(ChronoUnit.MILLIS).toString();
        payment.put("status", event.payload().get("status"));
        payment.put("version", event.version());
        payment.put("updatedAt", at);
        switch (event.type()) {
            case "payment.created" -> create(payment, event, at);
            case "payment.processed" -> {
                payment.put("processedAt", at);
                payment.keySet().removeAll(List.of("failure", "failedAt"));
            }
            case "payment.failed" -> {
                payment.put("failure", event.payload().get("failure"));
                payment.put("failedAt", at);
            }
            case "payment.retried" -> {
                payment.put("attempt", event.number("attempt"));
                payment.put("paymentMethod", event.payload().get("paymentMethod"));
                payment.keySet().removeAll(List.of("failure", "failedAt"));
            }
            case "payment.updated" -> describe(payment, event);
            case "payment.deleted" -> {}
            case "payment.refund-requested" -> requestRefund(payment, event, at);
            case "payment.refunded" -> {
                payment.merge("amountRefunded", event.number("refundAmount"), (a, b) -> (Long) a + (Long) b);
                changeRefund(payment, event, Map.of("status", "SUCCEEDED", "refundedAt", at));
            }
            case "payment.refund-failed" -> changeRefund(payment, event, Map.of("status", "FAILED"));
            default -> throw new AssertionError("an event that the model does not know: " + event);
        }
        return payment;
    }

    private static void create(Map<String, Object> payment, StoredEvent event, String at) {
        payment.put("id", event.paymentId());
        payment.put("createdAt", at);
        payment.put("amountRefunded", 0L);
        payment.put("attempt", event.number("attempt"));
        payment.put("paymentMethod", event.payload().get("paymentMethod"));
        payment.putAll(child(event, "billing"));
        payment.putAll(child(event, "money"));
        describe(payment, event);
    }

    private static void describe(Map<String, Object> payment, StoredEvent event) {
        Map<String, Object> description = child(event, "description");
        put(payment, "description", description.getOrDefault("text", ""));
        put(payment, "metadata", description.getOrDefault("metadata", Map.of()));
    }

    /** What is empty is left out of the view. */
    private static void put(Map<String, Object> payment, String field, Object value) {
        if (value.equals("") || value.equals(Map.of())) {
            payment.remove(field);
        } else {
            payment.put(field, value);
        }
    }

    private static void requestRefund(Map<String, Object> payment, StoredEvent event, String at) {
        Map<String, Object> refund = new HashMap<>();
        refund.put("id", event.payload().get("refundId"));
        refund.put("amount", event.number("refundAmount"));
        refund.put("status", "PENDING");
        refund.put("requestedAt", at);
        if (event.payload().containsKey("reason")) {
            refund.put("reason", event.payload().get("reason"));
        }
        List<Map<String, Object>> refunds = new ArrayList<>(refunds(payment));
        refunds.add(refund);
        payment.put("refunds", refunds);
    }

    private static void changeRefund(Map<String, Object> payment, StoredEvent event, Map<String, Object> change) {
        payment.put(
                "refunds",
                refunds(payment).stream()
                        .map(refund ->
                                Objects.equals(refund.get("id"), event.payload().get("refundId"))
                                        ? merged(refund, change)
                                        : refund)
                        .toList());
    }

    private static Map<String, Object> merged(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    @SuppressWarnings("unchecked") // what JSON has there
    static List<Map<String, Object>> refunds(Map<String, Object> payment) {
        return (List<Map<String, Object>>) payment.getOrDefault("refunds", List.of());
    }

    @SuppressWarnings("unchecked") // what JSON has there
    private static Map<String, Object> child(StoredEvent event, String field) {
        return (Map<String, Object>) event.payload().getOrDefault(field, Map.of());
    }
}
