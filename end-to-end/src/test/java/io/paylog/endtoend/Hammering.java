package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.endtoend.KeptConnection.Answer;
import io.paylog.endtoend.KeptConnection.RefusedException;
import io.paylog.endtoend.KeptConnection.UnansweredException;
import io.paylog.endtoend.StoredLog.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Clients that send one request after the other to a service that is stopped meanwhile, each on a connection that it
 * keeps. A request counts as accepted when the service has got it before it closes the connection: then it is answered in
 * full. One that crosses the closing of its connection on the way is not, and must have left no trace. That happens to a
 * client twice at most: on the connection that it had, and on one that waits to be taken up when nobody does any more.
 */
final class Hammering implements AutoCloseable {

    private static final int BULK = 20;
    private static final int REFUNDED_LATER = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<Integer> ANSWERS_TO_REFUNDS = Set.of(201, 404, 409);

    /** One request of a client. */
    interface Sending {
        void send(KeptConnection connection, int number) throws IOException;
    }

    private final Http server;
    private final String name;
    private final int clients;
    private final ExecutorService threads;
    private final Promises promises = new Promises();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Set<String> createdInBulk = ConcurrentHashMap.newKeySet();

    /** Of each request without an answer, the traces that it would have left: a payment, or a payment and a refund. */
    private final Queue<List<String>> crossed = new ConcurrentLinkedQueue<>();

    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private volatile boolean stopExpected;

    private Hammering(String name, Http server, int clients) {
        this.name = name;
        this.server = server;
        this.clients = clients;
        this.threads = Executors.newFixedThreadPool(clients);
    }

    /** Creates payments one by one and many at once, and refunds them. */
    static Hammering commands(String name, Http commands) {
        Hammering hammering = new Hammering(name, commands, 6);
        hammering.begin(hammering::create, 3);
        hammering.begin(hammering::refund, 2);
        hammering.begin(hammering::createMany, 1);
        return hammering;
    }

    /** Reads payments and lists. */
    static Hammering queries(String name, Http queries, List<String> ids) {
        Hammering hammering = new Hammering(name, queries, 6);
        hammering.begin(
                (connection, number) -> hammering.read(connection, Payments.PATH + "/" + ids.get(number % ids.size())),
                4);
        hammering.begin(
                (connection, number) ->
                        hammering.read(connection, Payments.PATH + "?limit=20&organizationId=org-" + number % 3),
                2);
        return hammering;
    }

    private void begin(Sending sending, int times) {
        IntStream.range(0, times).forEach(client -> threads.execute(() -> sendUntilRefused(sending)));
    }

    private void sendUntilRefused(Sending sending) {
        try (KeptConnection connection = new KeptConnection(server)) {
            while (true) {
                sending.send(connection, numbers.incrementAndGet());
            }
        } catch (RefusedException gone) {
            // The service takes no connection any more.
        } catch (IOException | RuntimeException | AssertionError failure) {
            surprises.add(failure.toString());
        }
    }

    private void create(KeptConnection connection, int number) throws IOException {
        String id = name + "-" + number;
        send(connection, "POST", Payments.PATH, payment(id), List.of(id))
                .filter(answer -> isDone(answer, Set.of(201)))
                .ifPresent(answer -> promises.add(promise(answer, id, "payment.created")));
    }

    private void refund(KeptConnection connection, int number) throws IOException {
        String id = name + "-" + Math.max(1, number - REFUNDED_LATER);
        String refund = "r-" + number;
        String body = "{\"id\":\"" + refund + "\",\"amount\":1}";
        send(connection, "POST", Payments.PATH + "/" + id + "/refunds", body, List.of(id + " " + refund))
                .filter(answer -> isDone(answer, ANSWERS_TO_REFUNDS) && answer.isSuccess())
                .ifPresent(answer -> promises.add(promise(answer, id, "payment.refund-requested " + refund)));
    }

    private void createMany(KeptConnection connection, int number) throws IOException {
        List<String> ids = IntStream.range(0, BULK)
                .mapToObj(item -> name + "-" + number + "-" + item)
                .toList();
        String body = ids.stream().map(Hammering::payment).collect(Collectors.joining(",", "{\"payments\":[", "]}"));
        send(connection, "POST", Payments.PATH + "/bulk", body, ids)
                .filter(answer -> isDone(answer, Set.of(200)))
                .ifPresent(answer -> answer.json().path("results").forEach(this::noteItem));
    }

    private void noteItem(JsonNode result) {
        if (result.path("status").asInt() == 201) {
            createdInBulk.add(result.path("id").asString());
        } else if (!isExpected(result.path("problem"))) {
            surprises.add("an item: " + result);
        }
    }

    private static String payment(String id) {
        return Payments.body(id, "org-" + id.length() % 3, 1_000, "pm_ok");
    }

    private static Promises.Promise promise(Answer answer, String id, String trace) {
        return new Promises.Promise(id, answer.json().path("version").asLong(), answer.position(), trace);
    }

    private Optional<Answer> send(
            KeptConnection connection, String method, String path, String body, List<String> traces)
            throws IOException {
        try {
            return Optional.of(connection.send(method, path, body));
        } catch (UnansweredException unanswered) {
            crossed.add(traces);
            return Optional.empty();
        }
    }

    private void read(KeptConnection connection, String path) throws IOException {
        send(connection, "GET", path, "", List.of()).ifPresent(answer -> isDone(answer, Set.of(200)));
    }

    private boolean isDone(Answer answer, Set<Integer> expected) {
        boolean done = expected.contains(answer.status());
        if (done) {
            answered.incrementAndGet();
        } else if (!answer.isHonestRefusal() || !(stopExpected || isExpected(answer.json()))) {
            surprises.add(answer.toString());
        }
        return done;
    }

    /** A service that goes on may say that it has too much to do, and nothing else that repeating helps against. */
    private boolean isExpected(JsonNode problem) {
        return problem.path("retryable").asBoolean(false)
                && (stopExpected || problem.path("code").asString("").equals("overloaded"));
    }

    /** Requests may be refused from now on. */
    void expectStop() {
        stopExpected = true;
    }

    /** Waits until the clients have got so many answers to what was done. */
    void awaitAnswers(int count) {
        await(name).atMost(PATIENCE).until(() -> answered.get() >= count || !surprises.isEmpty());
        assertThat(surprises).isEmpty();
    }

    /** Waits until no client finds the service any more. */
    void awaitRefused() {
        threads.shutdown();
        await(name).atMost(PATIENCE).until(threads::isTerminated);
    }

    void assertNothingAcceptedWasDropped() {
        assertThat(surprises).isEmpty();
        assertThat(crossed)
                .as("requests that met the closing of their connections")
                .hasSizeLessThanOrEqualTo(2 * clients);
        System.out.println(name + ": " + answered + " answers, " + crossed.size() + " requests came too late");
    }

    /** What was told is there, and what nobody took is not. */
    void assertTrueOf(StoredLog log) {
        promises.assertKeptIn(log);
        assertThat(log.events())
                .filteredOn(event -> event.type().equals("payment.created"))
                .extracting(StoredEvent::paymentId)
                .containsAll(createdInBulk);
        for (String trace : crossed.stream().flatMap(List::stream).toList()) {
            assertThat(log.events())
                    .as("stored, and its request was dropped: %s", trace)
                    .noneMatch(event -> trace.equals(event.paymentId())
                            || trace.equals(
                                    event.paymentId() + " " + event.payload().get("refundId")));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
