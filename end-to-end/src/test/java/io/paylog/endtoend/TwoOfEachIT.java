package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two command services and two query services on the same stores. */
class TwoOfEachIT {

    private static final int WRITES = 100;
    private static final int WRITERS = 8;
    private static final Duration SHARING = Duration.ofMinutes(1);

    /** Long for a message between nodes, and short of the time that values live in a node's memory. */
    private static final Duration COHERENCE = Duration.ofSeconds(20);

    @AutoClose
    private static Cluster cluster;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = new Cluster(data, 2, 2);
    }

    @Test
    void writes_to_one_payment_through_both_command_services_succeed_or_are_refused_as_conflicts() throws Exception {
        create("shared", WRITES);
        cluster.awaitSettled();

        List<Http.Answer> answers = refundBySide("shared");

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.status() + answer.code()).isIn("201", "409concurrent-change"));
        long accepted = answers.stream().filter(Http.Answer::isSuccess).count();
        assertThat(accepted).isPositive();
        StoredLog log = cluster.awaitSettled();
        assertThat(log.events())
                .filteredOn(event ->
                        event.paymentId().equals("shared") && event.type().equals("payment.refund-requested"))
                .hasSize(Math.toIntExact(accepted));
        new ViewCheck(new Model(log)).assertShownBy(cluster.queries(1).http());
    }

    @Test
    void what_both_query_services_have_cached_is_read_as_it_was_changed_since() throws IOException {
        create("cached", WRITES);
        cluster.awaitSettled();
        for (int refund = 1; refund <= 3; refund++) {
            for (int reader = 0; reader < 4; reader++) {
                assertThat(refundsRead(reader)).isEqualTo(refund - 1);
            }
            Http.Answer refunded =
                    cluster.commands(refund).http().post(Payments.PATH + "/cached/refunds", "{\"amount\":1}");
            assertThat(refunded.status()).as(refunded.toString()).isEqualTo(201);
            int expected = refund;
            await().atMost(COHERENCE).until(() -> refundsRead(0) == expected && refundsRead(1) == expected);
            cluster.awaitSettled();
        }
    }

    /** Asks for nothing new: a value from a cache will do. */
    private static int refundsRead(int reader) throws IOException {
        Http.Answer read = cluster.queries(reader).http().get(Payments.PATH + "/cached");
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        return read.json().path("refunds").size();
    }

    @Test
    void when_a_query_service_dies_the_other_goes_on_with_all_and_its_reads_are_complete() throws IOException {
        try (Traffic traffic = new Traffic(
                "takeover",
                number -> cluster.commands(number).http(),
                number -> cluster.queries(1).http())) {
            traffic.awaitRounds(100);
            await().atMost(SHARING).until(() -> nodesAtWork().size() == 2);

            cluster.queries(0).kill();
            long killedAt = System.nanoTime();
            long behind = cluster.stores().head();
            Cluster.awaitPosition(cluster.queries(1).http(), behind);
            System.out.println("The other query service was complete after "
                    + Duration.ofNanos(System.nanoTime() - killedAt).toMillis() + " ms");
            traffic.awaitRounds(100);

            assertThat(traffic.failures())
                    .as("reads that ask for more than the other service can have yet")
                    .allSatisfy(failure -> assertThat(failure.code()).isEqualTo("projection-behind"));
        } finally {
            cluster.queries(0).startAgain();
        }
        StoredLog log = cluster.awaitSettled();
        ViewCheck check = new ViewCheck(new Model(log));
        check.assertShownBy(cluster.queries(0).http());
        check.assertShownBy(cluster.queries(1).http());
    }

    /** Those that work on a segment of a projection. */
    private static Set<String> nodesAtWork() throws IOException {
        return cluster.queries(1)
                .http()
                .get("/api/v1/projections")
                .json()
                .path("data")
                .valueStream()
                .flatMap(projection -> projection.path("segments").valueStream())
                .map(segment -> segment.path("node").asString(""))
                .filter(node -> !node.isEmpty())
                .collect(Collectors.toSet());
    }

    private static void create(String id, long amount) throws IOException {
        Http.Answer created =
                cluster.commands(0).http().post(Payments.PATH, Payments.body(id, "org-two", amount, "pm_ok"));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
    }

    private static List<Http.Answer> refundBySide(String id) throws InterruptedException {
        List<Callable<Http.Answer>> refunds = IntStream.range(0, WRITES)
                .<Callable<Http.Answer>>mapToObj(number -> () -> cluster.commands(number)
                        .http()
                        .post(Payments.PATH + "/" + id + "/refunds", "{\"id\":\"r-" + number + "\",\"amount\":1}"))
                .toList();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            return writers.invokeAll(refunds).stream().map(Future::resultNow).toList();
        }
    }
}
