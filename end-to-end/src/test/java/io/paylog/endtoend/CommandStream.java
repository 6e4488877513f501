package io.paylog.endtoend;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many payments sent by several clients; it remembers which were acknowledged. */
final class CommandStream implements AutoCloseable {

    private static final int CLIENTS = 8;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final List<? extends Future<?>> sending;

    CommandStream(Http commands, String organization, List<String> ids) {
        this.sending = ids.stream()
                .map(id -> clients.submit(() -> send(commands, organization, id)))
                .toList();
    }

    private void send(Http commands, String organization, String id) {
        try {
            if (commands.post(Payments.PATH, Payments.body(id, organization, 1_000, "pm_ok"))
                            .status()
                    == 201) {
                acknowledged.add(id);
            }
        } catch (IOException e) {
            // No answer: this payment may or may not be there, and nobody has promised anything.
        } finally {
            sent.incrementAndGet();
        }
    }

    int sent() {
        return sent.get();
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    void awaitAllSent() throws Exception {
        for (Future<?> each : sending) {
            each.get(5, TimeUnit.MINUTES);
        }
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
