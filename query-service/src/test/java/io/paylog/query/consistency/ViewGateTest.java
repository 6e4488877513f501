package io.paylog.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.api.queries.Freshness;
import io.paylog.query.projecting.ViewDocument;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ViewGateTest {

    private record Document(String id, long position) implements ViewDocument {}

    private final ViewGate<Document> gate =
            new ViewGate<>("payments", new FreshnessSettings(Duration.ZERO, Duration.ofSeconds(10), 1));

    private static Freshness atLeast(long position) {
        return new Freshness(position, Duration.ofSeconds(30));
    }

    @Test
    void a_document_that_is_new_enough_lets_go_on_before_the_view_is() {
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> gate.await(atLeast(7), "p-1", () -> 0));
        Awaitility.await().until(() -> {
            // Again and again, because nothing tells when the other thread has begun to wait.
            gate.written(List.of(new Document("p-1", 7)), 7);
            return waiting.isDone();
        });
        waiting.join();
    }

    @Test
    void a_document_that_is_not_new_enough_and_other_documents_let_nobody_go_on() {
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> gate.await(new Freshness(7, Duration.ofMillis(200)), "p-1", () -> 0));
        while (!waiting.isDone()) {
            gate.written(List.of(new Document("p-2", 9), new Document("p-1", 6)), 9);
        }
        assertThat(waiting).isCompletedExceptionally();
    }

    @Test
    void a_document_that_another_node_has_stored_lets_go_on_before_its_progress_is_stored() {
        AtomicLong looks = new AtomicLong(4);

        gate.await(atLeast(7), "p-1", looks::incrementAndGet);

        assertThat(looks).hasValue(7);
    }

    @Test
    void a_document_is_looked_at_once_more_before_a_caller_is_told_that_the_view_is_behind() {
        gate.await(new Freshness(7, Duration.ZERO), "p-1", () -> 7);
    }

    @Test
    void what_does_not_come_in_time_is_behind_and_says_how_far() {
        assertThatExceptionOfType(ProjectionBehindException.class)
                .isThrownBy(() -> gate.await(new Freshness(7, Duration.ofMillis(1))))
                .satisfies(behind -> {
                    assertThat(behind.required()).isEqualTo(7);
                    assertThat(behind.position()).isZero();
                });
    }

    @Test
    void no_more_wait_than_there_is_room_for() {
        ViewGate<Document> full =
                new ViewGate<>("payments", new FreshnessSettings(Duration.ZERO, Duration.ofSeconds(10), 0));

        // Would wait for ever if there were room.
        assertThatExceptionOfType(ProjectionBehindException.class)
                .isThrownBy(() -> full.await(new Freshness(7, Duration.ofDays(1))));
        full.await(Freshness.ANY);
    }
}
