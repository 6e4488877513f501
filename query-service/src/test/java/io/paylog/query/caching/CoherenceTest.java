package io.paylog.query.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.paylog.query.testing.TestRedis;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes, each with its own memory over the same Redis, each reached through a line of its own that may break. */
@SuppressWarnings("NullAway.Init")
class CoherenceTest {

    private static final int HITS_BETWEEN_CUTS = 200;
    private static final int CUTS = 10;

    private TestRedis redis;
    private TestView view;
    private CacheNode one;
    private CacheNode other;

    @BeforeEach
    void start() throws IOException {
        TestRedis.assumeThere();
        redis = TestRedis.start();
        view = new TestView();
        one = new CacheNode(redis, view);
        other = new CacheNode(redis, view);
    }

    @AfterEach
    void stop() throws IOException {
        one.close();
        other.close();
        redis.close();
    }

    @Test
    void what_one_node_writes_is_soon_read_from_all_nodes() {
        one.write("a");
        other.read("a", 0);
        await().until(() -> other.readsFromMemory("a"));

        long position = one.write("a");

        await().until(() -> other.read("a", 0).position() == position);
        await().until(() -> other.readsFromMemory("a"));
    }

    @Test
    void memory_is_bypassed_while_changes_cannot_be_heard_of_and_used_again_later() {
        one.write("a");
        await().until(() -> other.readsFromMemory("a"));

        other.line().cut();
        await().until(() -> !other.readsFromMemory("a"));
        long position = one.write("a");
        assertThat(other.read("a", 0).position()).isEqualTo(position);

        other.line().heal();
        await().until(() -> other.readsFromMemory("a"));
        assertThat(other.read("a", 0).position()).isEqualTo(position);
    }

    @Test
    void memory_is_bypassed_while_redis_hangs() {
        one.write("a");
        await().until(() -> other.readsFromMemory("a"));
        redis.pause();
        try {
            await().until(() -> !other.readsFromMemory("a"));
        } finally {
            redis.goOn();
        }
        await().until(() -> other.readsFromMemory("a"));
    }

    @Test
    void an_update_that_redis_did_not_take_is_told_as_soon_as_it_can_be_though_nobody_reads_there() {
        one.write("a");
        await().until(() -> other.readsFromMemory("a"));
        one.line().cut();
        long position = one.write("a");
        one.line().heal();

        await().until(() -> other.read("a", 0).position() == position);
    }

    @Test
    void what_was_kept_is_forgotten_when_nothing_but_messages_may_have_been_lost() {
        one.write("a");
        await().until(() -> other.readsFromMemory("a"));
        // A change that no message will ever tell of.
        long position = view.write("a").position();
        RedisClient client = RedisClient.create(redis.uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
            connection.sync().clientKill(KillArgs.Builder.typePubsub());
        } finally {
            client.close();
        }

        await().until(() -> other.read("a", 0).position() == position);
        await().until(() -> other.readsFromMemory("a"));
        assertThat(other.read("a", 0).position()).isEqualTo(position);
    }

    @Test
    void no_answer_lacks_what_it_claims_and_all_are_the_newest_in_the_end() {
        long seed = System.nanoTime();
        AtomicBoolean goOn = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            List<CompletableFuture<Void>> work = List.of(
                    run(threads, () -> writes(one, new Random(seed), goOn)),
                    run(threads, () -> writes(other, new Random(seed + 1), goOn)),
                    run(threads, () -> reads(one, new Random(seed + 2), goOn)),
                    run(threads, () -> reads(other, new Random(seed + 3), goOn)),
                    run(threads, () -> reads(other, new Random(seed + 4), goOn)));
            try {
                cuts(new Random(seed + 5));
            } finally {
                goOn.set(false);
            }
            work.forEach(CompletableFuture::join);
        }

        view.ids().forEach(id -> {
            await().until(() -> one.readsFromMemory(id) && other.readsFromMemory(id));
            await("seed " + seed)
                    .until(() -> one.read(id, 0).position() == view.positionOf(id)
                            && other.read(id, 0).position() == view.positionOf(id));
        });
    }

    private static CompletableFuture<Void> run(ExecutorService threads, Runnable work) {
        return CompletableFuture.runAsync(work, threads);
    }

    /** Each node writes its own half of the values, as each works on its own segments. */
    private void writes(CacheNode node, Random random, AtomicBoolean goOn) {
        int parity = node == one ? 0 : 1;
        while (goOn.get()) {
            node.write(id(2 * random.nextInt(10) + parity));
        }
    }

    private static void reads(CacheNode node, Random random, AtomicBoolean goOn) {
        long promised = 0;
        while (goOn.get()) {
            boolean needsAll = random.nextInt(4) == 0;
            long read =
                    node.read(id(random.nextInt(20)), needsAll ? promised : 0).upTo();
            promised = Math.max(promised, read);
        }
    }

    private static String id(int n) {
        return "p-" + n;
    }

    private void cuts(Random random) {
        for (int n = 0; n < CUTS; n++) {
            CacheNode node = random.nextBoolean() ? one : other;
            node.line().cut();
            node.read("unwritten", 0);
            node.line().heal();
            double before = node.hitsInMemory();
            await().until(() -> node.hitsInMemory() > before + HITS_BETWEEN_CUTS);
        }
    }
}
