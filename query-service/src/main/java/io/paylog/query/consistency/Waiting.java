package io.paylog.query.consistency;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Those who wait for a view, the most modest first. */
final class Waiting {

    private final Queue<Waiter> waiters = new PriorityQueue<>(Comparator.comparingLong(Waiter::required));

    record Waiter(long required, @Nullable String documentId, CompletableFuture<Void> reached) {}

    synchronized Waiter add(long required, @Nullable String documentId) {
        Waiter waiter = new Waiter(required, documentId, new CompletableFuture<>());
        waiters.add(waiter);
        return waiter;
    }

    synchronized void remove(Waiter waiter) {
        waiters.remove(waiter);
    }

    synchronized boolean isEmpty() {
        return waiters.isEmpty();
    }

    /** Lets those go on for whom a view at the position is new enough. */
    synchronized void viewAt(long position) {
        for (Waiter next = waiters.peek(); next != null && next.required() <= position; next = waiters.peek()) {
            waiters.remove().reached().complete(null);
        }
    }

    /** Lets those go on whose document alone is new enough. */
    synchronized void documentsAt(ToLongFunction<String> positions) {
        Set<Waiter> served = new HashSet<>();
        for (Waiter waiter : waiters) {
            String id = waiter.documentId();
            if (id != null && positions.applyAsLong(id) >= waiter.required()) {
                waiter.reached().complete(null);
                served.add(waiter);
            }
        }
        waiters.removeAll(served);
    }
}
