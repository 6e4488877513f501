package io.paylog.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Clients that write and read all the time: each round creates a payment, reads it as it was written, and lists. They
 * go on whatever they are told.
 */
final class Traffic implements AutoCloseable {

    private static final int CLIENTS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * A request that did not succeed.
     *
     * @param code of the problem; empty: no answer, or one that is none
     */
    record Failure(int status, String code, boolean retryable, String what) {

        static Failure of(Http.Answer answer) {
            boolean retryable =
                    !answer.code().isEmpty() && answer.json().path("retryable").asBoolean(false);
            return new Failure(answer.status(), answer.code(), retryable, answer.toString());
        }
    }

    private final IntFunction<Http> commands;
    private final IntFunction<Http> queries;
    private final String name;
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger rounds = new AtomicInteger();
    private final Promises promises = new Promises();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /**
     * @param commands the command service for the round of that number
     * @param queries the query service for the round of that number
     */
    Traffic(String name, IntFunction<Http> commands, IntFunction<Http> queries) {
        this.name = name;
        this.commands = commands;
        this.queries = queries;
        for (int client = 0; client < CLIENTS; client++) {
            clients.execute(this::goOn);
        }
    }

    private void goOn() {
        while (!stopped) {
            int number = begun.getAndIncrement();
            try {
                round(number);
            } catch (IOException | RuntimeException e) {
                failures.add(new Failure(0, "", false, "round " + number + ": " + e));
            }
            rounds.incrementAndGet();
        }
    }

    private void round(int number) throws IOException {
        String id = name + "-" + number;
        Http.Answer created =
                commands.apply(number).post(Payments.PATH, Payments.body(id, "org-" + name, 1_000 + number, "pm_ok"));
        if (isFine(created)) {
            promises.add(id, created, "payment.created");
            String position = Long.toString(created.position());
            isFine(queries.apply(number)
                    .send(
                            "GET",
                            Payments.PATH + "/" + id,
                            "",
                            Map.of("X-Min-Event-Position", position, "Prefer", "wait=10")));
        }
        isFine(queries.apply(number).get(Payments.PATH + "?limit=5&organizationId=org-" + name));
    }

    private boolean isFine(Http.Answer answer) {
        if (!answer.isSuccess()) {
            failures.add(Failure.of(answer));
        }
        return answer.isSuccess();
    }

    /** Waits until the clients have done so many rounds more. */
    void awaitRounds(int more) {
        int target = begun.get() + more;
        await(name).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> rounds.get() >= target);
    }

    /** Waits until a round has gone well that began after this call. */
    void awaitSuccess() {
        int before = promises.count();
        await(name).atMost(PATIENCE).until(() -> promises.count() > before + CLIENTS);
    }

    Promises promises() {
        return promises;
    }

    Queue<Failure> failures() {
        return failures;
    }

    /** Lets the clients finish their rounds. */
    void stop() {
        stopped = true;
        clients.close();
    }

    @Override
    public void close() {
        stop();
    }
}
