package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.endtoend.StoredLog.StoredEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What clients were told is done, to be found in the log. */
final class Promises {

    /**
     * @param version the events that the payment has, at least
     * @param position of an event of the payment, that version or a later one
     * @param trace the type of an event that the payment has, behind it the refund that it is about; empty: any
     */
    record Promise(String paymentId, long version, long position, String trace) {}

    private final Queue<Promise> given = new ConcurrentLinkedQueue<>();

    void add(String paymentId, Http.Answer answer, String trace) {
        add(new Promise(paymentId, answer.json().path("version").asLong(), answer.position(), trace));
    }

    void add(Promise promise) {
        given.add(promise);
    }

    int count() {
        return given.size();
    }

    void assertKeptIn(StoredLog log) {
        Set<String> traces = new HashSet<>();
        log.events().forEach(event -> traces.addAll(tracesOf(event)));
        List<Promise> broken = new ArrayList<>();
        for (Promise promise : given) {
            boolean stored = log.at(promise.position())
                    .filter(event -> event.paymentId().equals(promise.paymentId()))
                    .filter(event -> event.version() >= promise.version())
                    .isPresent();
            if (!stored || !traces.contains(promise.paymentId() + " " + promise.trace())) {
                broken.add(promise);
            }
        }
        assertThat(broken).as("acknowledged, and not in the log").isEmpty();
    }

    private static List<String> tracesOf(StoredEvent event) {
        String payment = event.paymentId() + " ";
        String type = payment + event.type();
        return List.of(payment, type, type + " " + event.payload().get("refundId"));
    }
}
