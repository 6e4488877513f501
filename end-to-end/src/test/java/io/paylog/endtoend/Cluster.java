package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several of each service on the same stores. */
final class Cluster implements AutoCloseable {

    /**
     * So that what a crash leaves open, or an outage puts off, is done within seconds; and so that a busy machine refuses
     * nothing because of others that came before it.
     */
    private static final List<String> SETTINGS = List.of(
            "--paylog.gateway.lease=5s",
            "--paylog.gateway.max-backoff=2s",
            "--paylog.gateway.slow-call=200ms",
            "--paylog.aggregates.lock-wait=30s",
            "--paylog.bulk.start-within=60s");

    private static final Duration SETTLE = Duration.ofMinutes(3);

    private final List<String> settings;
    private final TestStores stores;
    private final List<RunningService> commands;
    private final List<RunningService> queries;

    Cluster(Path data, int commandServices, int queryServices) {
        this(data, commandServices, queryServices, List.of());
    }

    /** @param settings more of them, for all services */
    Cluster(Path data, int commandServices, int queryServices, List<String> settings) {
        this.settings = Stream.concat(SETTINGS.stream(), settings.stream()).toList();
        stores = new TestStores(data);
        commands = launch("command-service", commandServices);
        queries = launch("query-service", queryServices);
        try {
            services().forEach(Server::awaitUp);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private List<RunningService> launch(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> RunningService.launch(name, stores, settings))
                .toList();
    }

    private Stream<RunningService> services() {
        return Stream.concat(commands.stream(), queries.stream());
    }

    TestStores stores() {
        return stores;
    }

    RunningService commands(int index) {
        return commands.get(index % commands.size());
    }

    RunningService queries(int index) {
        return queries.get(index % queries.size());
    }

    /** Waits until the gateway has answered all it will answer, and every view has the whole log. */
    StoredLog awaitSettled() {
        await("the gateway's answers")
                .atMost(SETTLE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(new Model(stores.log()).payments())
                        .filteredOn(Cluster::isOpen)
                        .isEmpty());
        StoredLog log = stores.log();
        queries.forEach(service -> awaitPosition(service.http(), log.head()));
        return log;
    }

    /** Whether the gateway will answer something about the payment that it has not answered yet. */
    static boolean isOpen(Model.State payment) {
        boolean unresolved = payment.text("status").equals("PROCESSING")
                && !payment.text("paymentMethod").equals(WalkedPayment.NEVER_ANSWERED);
        return unresolved
                || Model.refunds(payment.view()).stream().anyMatch(refund -> "PENDING".equals(refund.get("status")));
    }

    /** Waits until each projection that a service shows has every event up to the position. */
    static void awaitPosition(Http queries, long position) {
        await("the views").atMost(SETTLE).until(() -> viewPosition(queries) >= position);
    }

    /** Every event up to it is in all views. */
    static long viewPosition(Http queries) throws IOException {
        return queries.get("/api/v1/projections").position();
    }

    /** The services are killed: what they leave must be good at any moment, and waiting for them costs time. */
    @Override
    public void close() {
        try (stores) {
            services().forEach(Server::kill);
        }
    }
}
