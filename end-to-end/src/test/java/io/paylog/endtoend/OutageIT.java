package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.endtoend.Traffic.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services need goes away in the middle of reads and writes, and comes back; they are never started again. */
class OutageIT {

    private static final Duration RECOVERY = Duration.ofMinutes(2);

    @AutoClose
    private static Cluster cluster;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = new Cluster(data, 1, 1);
    }

    @Test
    void no_request_fails_because_redis_is_away_and_caches_are_used_again_when_it_is_back() throws IOException {
        Server redis = cluster.stores().redis();
        try (Traffic traffic = traffic("redis")) {
            traffic.awaitRounds(50);
            redis.kill();
            traffic.awaitRounds(100);
            assertThat(redisHealth()).isEqualTo("DOWN");
            redis.startAgain();
            await().atMost(RECOVERY).until(() -> redisHealth().equals("UP"));
            double hits = sharedCacheHits();
            traffic.awaitRounds(50);

            assertThat(traffic.failures()).isEmpty();
            assertThat(sharedCacheHits()).isGreaterThan(hits);
        }
    }

    @Test
    void without_mongodb_every_request_is_answered_503_and_afterwards_all_goes_on_with_nothing_lost() throws Exception {
        Server mongo = cluster.stores().mongo();
        try (Traffic traffic = traffic("mongo")) {
            traffic.awaitRounds(50);
            mongo.kill();
            assertThat(answersWhileStoresAreAway()).allSatisfy(OutageIT::isUnavailable);
            mongo.startAgain();
            traffic.awaitSuccess();
            await().atMost(RECOVERY).until(cluster.queries(0).http()::isUp);
            await().atMost(RECOVERY).until(cluster.commands(0).http()::isUp);
            traffic.stop();

            assertThat(traffic.failures()).isNotEmpty().allSatisfy(OutageIT::isUnavailable);
            StoredLog log = cluster.awaitSettled();
            traffic.promises().assertKeptIn(log);
            new ViewCheck(new Model(log)).assertShownBy(cluster.queries(0).http());
        }
    }

    @Test
    void payments_and_refunds_wait_while_the_gateway_is_away_and_finish_when_it_is_back() throws IOException {
        Http commands = cluster.commands(0).http();
        List<String> ids = Payments.ids("waiting", 20).toList();
        create(ids.getFirst());
        cluster.awaitSettled();
        double unanswered = unansweredCalls();
        setGatewayAvailable(false);
        try {
            for (String id : ids.subList(1, ids.size())) {
                create(id);
            }
            Http.Answer refund = commands.post(Payments.PATH + "/" + ids.getFirst() + "/refunds", "{\"amount\":1}");
            assertThat(refund.status()).as(refund.toString()).isEqualTo(201);
            await().atMost(RECOVERY).until(() -> unansweredCalls() >= unanswered + ids.size());
            assertThat(waiting()).containsExactlyInAnyOrderElementsOf(ids);
        } finally {
            setGatewayAvailable(true);
        }
        StoredLog log = cluster.awaitSettled();
        assertThat(waiting()).isEmpty();
        ViewCheck check = new ViewCheck(new Model(log));
        check.assertShownBy(cluster.queries(0).http());
        check.assertAgreesWith(new GatewayLedger(commands));
    }

    private static void create(String id) throws IOException {
        Http.Answer created =
                cluster.commands(0).http().post(Payments.PATH, Payments.body(id, "org-waiting", 1_000, "pm_ok"));
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
    }

    /** Payments that the gateway owes an answer. */
    private static List<String> waiting() {
        return new Model(cluster.stores().log())
                .payments().stream()
                        .filter(Cluster::isOpen)
                        .map(Model.State::id)
                        .toList();
    }

    private static void setGatewayAvailable(boolean available) throws IOException {
        Http.Answer changed =
                cluster.commands(0).http().put("/simulated-gateway/availability", "{\"available\":" + available + "}");
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    }

    private static double unansweredCalls() throws IOException {
        return new Metrics(cluster.commands(0).http())
                .sum("paylog_gateway_calls_seconds_count", "outcome=\"unresolved\"");
    }

    private static double sharedCacheHits() throws IOException {
        return new Metrics(cluster.queries(0).http())
                .sum("paylog_cache_gets_total", "level=\"shared\"", "result=\"hit\"");
    }

    private static Traffic traffic(String name) {
        return new Traffic(
                name,
                number -> cluster.commands(number).http(),
                number -> cluster.queries(number).http());
    }

    private static String redisHealth() throws IOException {
        return cluster.queries(0)
                .http()
                .get("/actuator/health")
                .json()
                .path("components")
                .path("redis")
                .path("status")
                .asString("");
    }

    /** Many at once, because each of them waits. */
    private static List<Failure> answersWhileStoresAreAway() throws Exception {
        Http commands = cluster.commands(0).http();
        Http queries = cluster.queries(0).http();
        List<Callable<Http.Answer>> requests = Payments.ids("away", 20)
                .<Callable<Http.Answer>>flatMap(id -> Stream.of(
                        () -> commands.post(Payments.PATH, Payments.body(id, "org-away", 1, "pm_ok")),
                        () -> queries.get(Payments.PATH + "/" + id),
                        () -> queries.get(Payments.PATH + "?organizationId=org-" + id)))
                .toList();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Http.Answer>> answers = clients.invokeAll(requests);
            return answers.stream().map(Future::resultNow).map(Failure::of).toList();
        }
    }

    private static void isUnavailable(Failure failure) {
        assertThat(failure.status()).as(failure.what()).isEqualTo(503);
        assertThat(failure.code())
                .isIn(Set.of("store-unavailable", "outcome-unknown", "overloaded", "projection-behind"));
        assertThat(failure.retryable()).as(failure.what()).isTrue();
    }
}
