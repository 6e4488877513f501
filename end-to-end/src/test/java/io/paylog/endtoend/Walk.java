package io.paylog.endtoend;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that send random commands to some payments through all command services, and often read what they wrote
 * from any query service. What each command is follows from the seed and its number.
 */
final class Walk implements AutoCloseable {

    private static final int HOT = 8;
    private static final int MOST_SERVICES_DOWN = 10;

    private final Cluster cluster;
    private final long seed;
    private final List<WalkedPayment> payments;
    private final ExecutorService clients;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final Promises promises = new Promises();
    private final Map<String, LongAdder> outcomes = new ConcurrentSkipListMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    Walk(Cluster cluster, long seed, List<WalkedPayment> payments, int clients) {
        this.cluster = cluster;
        this.seed = seed;
        this.payments = payments;
        this.clients = Executors.newFixedThreadPool(clients);
    }

    /** Lets the clients send so many commands more. */
    List<Future<?>> begin(int commands) {
        List<Future<?>> sending = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            int number = begun.getAndIncrement();
            sending.add(clients.submit(() -> send(number)));
        }
        return sending;
    }

    /** Commands that an answer came to. */
    int sent() {
        return sent.get();
    }

    Promises promises() {
        return promises;
    }

    /** How often what kind of command had which outcome. */
    Map<String, LongAdder> outcomes() {
        return outcomes;
    }

    /** Answers that should not have been given. */
    Queue<String> surprises() {
        return surprises;
    }

    private void send(int number) {
        if (stopped) {
            return;
        }
        Random random = new Random(seed * 1_000_003 + number);
        WalkedPayment payment = payments.get(random.nextInt(random.nextInt(4) == 0 ? HOT : payments.size()));
        try {
            send(number, payment, random);
        } catch (RuntimeException e) {
            surprises.add("command " + number + ": " + e);
        } finally {
            sent.incrementAndGet();
        }
    }

    private void send(int number, WalkedPayment payment, Random random) {
        WalkCommand.Chosen chosen = WalkCommand.next(payment, random);
        Request request = chosen.request();
        Http.Answer answer = answer(request, number);
        String outcome = answer.isSuccess() ? "accepted" : answer.code();
        outcomes.computeIfAbsent(chosen.name() + " " + outcome, key -> new LongAdder())
                .increment();
        if (!request.allows(answer)) {
            surprises.add(request + " was answered: " + answer);
        } else if (answer.isSuccess()) {
            accepted(payment, request, answer);
            if (random.nextInt(4) == 0) {
                readBack(payment, answer, number);
            }
        }
    }

    /** A client that gets no answer says the same again, to another service. */
    private Http.Answer answer(Request request, int number) {
        for (int attempt = 0; attempt < MOST_SERVICES_DOWN; attempt++) {
            try {
                return request.sendTo(cluster.commands(number + attempt).http());
            } catch (IOException e) {
                outcomes.computeIfAbsent("no answer", key -> new LongAdder()).increment();
            }
        }
        throw new IllegalStateException("nobody answers " + request);
    }

    private void accepted(WalkedPayment payment, Request request, Http.Answer answer) {
        payment.told(answer.json().path("version").asLong());
        if (request.body().containsKey("id") && request.path().endsWith("/refunds")) {
            payment.refunded(request.body());
        }
        promises.add(payment.id(), answer, request.trace());
    }

    private void readBack(WalkedPayment payment, Http.Answer written, int number) {
        try {
            Http.Answer read = cluster.queries(number)
                    .http()
                    .send(
                            "GET",
                            Payments.PATH + "/" + payment.id(),
                            "",
                            Map.of("X-Min-Event-Position", Long.toString(written.position()), "Prefer", "wait=10"));
            boolean late = read.status() == 503;
            if (!late
                    && read.json().path("version").asLong()
                            < written.json().path("version").asLong()) {
                surprises.add("read after " + written + ": " + read);
            }
            outcomes.computeIfAbsent("READ " + read.status(), key -> new LongAdder())
                    .increment();
        } catch (IOException e) {
            outcomes.computeIfAbsent("READ no answer", key -> new LongAdder()).increment();
        }
    }

    /** Lets the clients finish what they are at, and send no more. */
    @Override
    public void close() {
        stopped = true;
        clients.close();
    }
}
