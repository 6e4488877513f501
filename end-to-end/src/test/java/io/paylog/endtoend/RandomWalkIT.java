package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of command in random order, while each process is killed and comes back. */
class RandomWalkIT {

    private static final int PAYMENTS = 500;
    private static final int ORGANIZATIONS = 5;
    private static final int COMMANDS = 10_000;
    private static final int CLIENTS = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final long seed = Long.getLong("walk.seed", System.nanoTime() % 1_000_000);

    @TempDir
    private Path data;

    @AutoClose
    private Cluster cluster;

    @BeforeEach
    void start() {
        cluster = new Cluster(data, 2, 2);
    }

    @Test
    void after_ten_thousand_commands_and_a_kill_of_each_process_the_views_are_a_fold_of_the_log() throws Exception {
        System.out.println("Repeat this walk with -Dwalk.seed=" + seed);
        List<WalkedPayment> payments = WalkedPayment.some("walk", PAYMENTS, ORGANIZATIONS, new Random(seed));
        try (Walk walk = new Walk(cluster, seed, payments, CLIENTS)) {
            List<Server> victims = victims();
            for (Server victim : victims) {
                killAmidCommands(walk, victim, Math.ceilDiv(COMMANDS, victims.size()));
            }
            System.out.println("What became of the commands: " + walk.outcomes());
            assertThat(walk.surprises()).isEmpty();
            assertThat(walk.outcomes().keySet()).containsAll(WalkCommand.usualOutcomes());

            StoredLog log = cluster.awaitSettled();
            walk.promises().assertKeptIn(log);
            ViewCheck check = new ViewCheck(new Model(log));
            assertThat(check.model().payments()).hasSize(PAYMENTS);
            check.assertShownBy(cluster.queries(0).http());
            check.assertShownBy(cluster.queries(1).http());
            check.assertAgreesWith(new GatewayLedger(cluster.commands(0).http()));
        }
    }

    /** Stores that are not the tests' own stay as they are. */
    private List<Server> victims() {
        List<Server> victims = new ArrayList<>(
                List.of(cluster.commands(0), cluster.queries(0), cluster.commands(1), cluster.queries(1)));
        if (cluster.stores().ownsMongo()) {
            victims.add(2, cluster.stores().mongo());
        }
        if (cluster.stores().ownsRedis()) {
            victims.add(3, cluster.stores().redis());
        }
        return victims;
    }

    private static void killAmidCommands(Walk walk, Server victim, int commands) throws Exception {
        int half = walk.sent() + commands / 2;
        List<Future<?>> sending = walk.begin(commands);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> walk.sent() >= half);
        victim.kill();
        victim.startAgain();
        for (Future<?> each : sending) {
            each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
