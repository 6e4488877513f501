package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of a stream of commands. */
class CrashIT {

    private static final int COMMANDS = 1_000;
    private static final Duration CATCH_UP = Duration.ofMinutes(3);

    @AutoClose
    private static Cluster cluster;

    private static RunningService commands;
    private static RunningService queries;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = new Cluster(data, 1, 1);
        commands = cluster.commands(0);
        queries = cluster.queries(0);
    }

    @Test
    void every_acknowledged_payment_is_in_the_view_once_although_the_query_service_was_killed() throws Exception {
        List<String> ids = Payments.ids("query-kill", COMMANDS).toList();
        try (CommandStream stream = new CommandStream(commands.http(), "org-query-kill", ids)) {
            awaitHalf(stream);
            queries.kill();
            queries.startAgain();
            stream.awaitAllSent();

            assertThat(stream.acknowledged()).hasSize(COMMANDS);
        }
        awaitAllCompleted(ids);
        assertThat(listed("org-query-kill")).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void what_the_killed_command_service_acknowledged_is_there_and_every_payment_is_charged_once() throws Exception {
        List<String> ids = Payments.ids("command-kill", COMMANDS).toList();
        List<String> acknowledged;
        try (CommandStream stream = new CommandStream(commands.http(), "org-command-kill", ids)) {
            awaitHalf(stream);
            commands.kill();
            commands.startAgain();
            stream.awaitAllSent();
            acknowledged = List.copyOf(stream.acknowledged());
        }
        assertThat(acknowledged).as("the kill came in the middle").hasSizeBetween(COMMANDS / 4, COMMANDS - 1);

        awaitAllCompleted(acknowledged);
        // A payment may be stored although nobody was told so: what is listed is final once the view lacks no event.
        Cluster.awaitPosition(queries.http(), cluster.stores().head());
        List<String> there = listed("org-command-kill");
        assertThat(there).doesNotHaveDuplicates().containsAll(acknowledged);
        awaitAllCompleted(there);
        GatewayLedger ledger = new GatewayLedger(commands.http());
        for (String id : ids) {
            assertThat(ledger.charges(id)).as(id).isEqualTo(there.contains(id) ? 1 : 0);
        }
    }

    private static void awaitHalf(CommandStream stream) {
        await().atMost(CATCH_UP).pollInterval(Duration.ofMillis(5)).until(() -> stream.sent() >= COMMANDS / 2);
    }

    private void awaitAllCompleted(List<String> expected) {
        List<String> open = new ArrayList<>(expected);
        await().atMost(CATCH_UP).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            open.removeIf(this::isCompleted);
            assertThat(open).isEmpty();
        });
    }

    private boolean isCompleted(String id) {
        try {
            Http.Answer answer = queries.http().get(Payments.PATH + "/" + id);
            return answer.status() == 200
                    && answer.json().path("status").asString().equals("COMPLETED")
                    && answer.json().path("version").asInt() == 2;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> listed(String organization) throws IOException {
        return PageWalk.of(queries.http(), "organizationId=" + organization + "&limit=100").stream()
                .map(payment -> payment.path("id").asString())
                .toList();
    }
}
