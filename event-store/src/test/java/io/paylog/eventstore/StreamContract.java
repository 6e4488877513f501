package io.paylog.eventstore;

import static io.paylog.eventstore.Streams.available;
import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;

/** The log as event processors see it. */
interface StreamContract extends ContractPart {

    private static TrackingToken token(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    @Test
    default void a_stream_begins_after_its_token_also_inside_a_commit() throws Exception {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        log.append(commit("b", 0, 1));

        assertThat(available(logs().stream(log, null))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(available(logs().stream(log, token(0)))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(available(logs().stream(log, token(2)))).containsExactly(3L, 4L);
        assertThat(available(logs().stream(log, token(4)))).isEmpty();
    }

    @Test
    default void a_stream_of_a_replay_begins_where_the_replay_is_and_its_tokens_are_plain() throws Exception {
        EventLog log = logs().open();
        log.append(commit("a", 0, 3));
        TrackingToken replay = ReplayToken.createReplayToken(token(3), token(1));

        BlockingStream<TrackedEventMessage<?>> stream = logs().stream(log, replay);
        assertThat(stream.hasNextAvailable()).isTrue();
        assertThat(stream.nextAvailable().trackingToken()).isEqualTo(token(2));
    }

    @Test
    default void a_stream_over_many_batches_shows_each_event_once_in_order() throws Exception {
        EventLog log = logs().open();
        EventLog small = logs().open(logs().settings().withReadBatch(3, 1_000_000));
        List<String> appended = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            NewCommit commit = commit("a" + i, 0, 1 + i % 3);
            log.append(commit);
            commit.events().forEach(event -> appended.add(event.id()));
        }

        List<String> shown = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        BlockingStream<TrackedEventMessage<?>> stream = logs().stream(small, null);
        while (stream.hasNextAvailable()) {
            TrackedEventMessage<?> message = stream.nextAvailable();
            shown.add(message.getIdentifier());
            positions.add(message.trackingToken().position().orElseThrow());
        }
        assertThat(shown).isEqualTo(appended);
        assertThat(positions).isEqualTo(LongStream.rangeClosed(1, 39).boxed().toList());
    }

    @Test
    default void a_token_ahead_of_the_log_is_refused() {
        EventLog log = logs().open();
        log.append(commit("a", 0, 2));

        for (EventLog opened : List.of(log, logs().open())) {
            logs().stream(opened, token(2)).close();
            assertThatExceptionOfType(ForeignTokenException.class)
                    .isThrownBy(() -> logs().stream(opened, token(3)))
                    .withMessageContaining("3")
                    .matches(foreign -> !foreign.repeatingHelps());
        }
    }

    @Test
    default void a_token_of_what_another_process_has_just_appended_is_not_ahead() throws Exception {
        EventLog reader = logs().open();
        EventLog writer = logs().open();
        writer.append(commit("a", 0, 2));

        assertThat(available(logs().stream(reader, token(1)))).containsExactly(2L);
    }

    @Test
    default void a_token_of_another_store_is_refused() {
        EventLog log = logs().open();

        assertThatIllegalArgumentException().isThrownBy(() -> logs().stream(log, token(-1)));
    }

    @Test
    default void peeking_takes_nothing_away() throws Exception {
        EventLog log = logs().open();
        log.append(commit("a", 0, 1));
        BlockingStream<TrackedEventMessage<?>> stream = logs().stream(log, null);

        TrackedEventMessage<?> peeked = stream.peek().orElseThrow();
        assertThat(stream.nextAvailable()).isSameAs(peeked);
        assertThat(stream.peek()).isEmpty();
    }

    @Test
    default void a_waiting_consumer_gets_an_event_of_its_own_process() throws Exception {
        EventLog log = logs().open();
        requireArrival(log, log);
    }

    @Test
    default void a_waiting_consumer_gets_an_event_of_another_process() throws Exception {
        requireArrival(logs().open(), logs().open());
    }

    private void requireArrival(EventLog reader, EventLog writer) throws Exception {
        BlockingStream<TrackedEventMessage<?>> stream = logs().stream(reader, null);
        var arrived = CompletableFuture.supplyAsync(() -> arrives(stream), Thread::startVirtualThread);

        writer.append(commit("a", 0, 1));

        assertThat(arrived.join()).isTrue();
        assertThat(available(stream)).containsExactly(1L);
    }

    private boolean arrives(BlockingStream<TrackedEventMessage<?>> stream) {
        try {
            return stream.hasNextAvailable((int) logs().patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void the_end_of_the_log_comes_out_of_a_waiting_stream() {
        EventLog log = logs().open();
        BlockingStream<TrackedEventMessage<?>> stream = logs().stream(log, null);
        var arrived = CompletableFuture.supplyAsync(() -> arrives(stream), Thread::startVirtualThread);

        log.close();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(arrived::join)
                .withCauseInstanceOf(EventLogUnavailableException.class);
    }
}
