package io.paylog.eventstore;

import static io.paylog.eventstore.Streams.available;
import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import io.paylog.eventstore.Things.Created;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@Timeout(60)
class MessageSourceTest {

    private static final EventUpcaster NO_UPCASTER = NoOpEventUpcaster.INSTANCE;

    private TestLogs logs;
    private EventLog log;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        log = logs.open();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private static EventLogMessageSource source(EventLog log, EventUpcaster upcaster) {
        return new EventLogMessageSource(log, JacksonSerializer.defaultSerializer(), upcaster);
    }

    private BlockingStream<TrackedEventMessage<?>> stream(EventLog of, @Nullable TrackingToken token) {
        return logs.closing(source(of, NO_UPCASTER).openStream(token));
    }

    private static TrackingToken token(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    @Test
    void while_a_restore_has_taken_the_epoch_away_no_stream_is_opened() throws Exception {
        log.append(commit("a", 0, 1));
        logs.collection("epoch").deleteMany(Filters.empty());
        assertThatExceptionOfType(EventLogUnavailableException.class).isThrownBy(() -> stream(log, token(1)));
        EventLog restored = logs.open();

        assertThatExceptionOfType(ForeignTokenException.class)
                .isThrownBy(() -> stream(log, token(1)))
                .withMessageContaining(restored.epoch());
        assertThat(available(stream(restored, null))).containsExactly(1L);
    }

    @Test
    void events_of_aggregates_and_others_keep_their_kind() throws Exception {
        CommitEventStorageEngine engine = CommitEventStorageEngine.builder()
                .eventLog(log)
                .eventSerializer(JacksonSerializer.defaultSerializer())
                .snapshotSerializer(JacksonSerializer.defaultSerializer())
                .build();
        engine.appendEvents(
                GenericEventMessage.asEventMessage(new Created("x")),
                new GenericDomainEventMessage<>("Thing", "a", 0, new Created("a")));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, null);

        EventMessage<?> plain = stream.nextAvailable();
        assertThat(plain).isNotInstanceOf(DomainEventMessage.class);
        assertThat(plain.getPayload()).isEqualTo(new Created("x"));
        assertThat(stream.nextAvailable()).isInstanceOf(DomainEventMessage.class);
    }

    @Test
    void events_that_an_upcaster_removes_do_not_hold_up_those_behind_them() throws Exception {
        EventLog small = logs.open(logs.settings().withReadBatch(1, 1_000_000));
        log.append(commit("a", 0, 1));
        log.append(commit("b", 0, 1));
        EventUpcaster withoutA = events -> Stream.of(events.toList())
                .flatMap(all -> all.stream()
                        .filter(event ->
                                !event.getAggregateIdentifier().orElseThrow().equals("a")));

        BlockingStream<TrackedEventMessage<?>> stream =
                logs.closing(source(small, withoutA).openStream(null));
        assertThat(available(stream)).containsExactly(2L);
    }

    @Test
    void a_callback_is_called_for_events_that_are_there_and_for_those_of_other_processes() throws Exception {
        EventLog other = logs.open();
        other.append(commit("a", 0, 1));
        AtomicInteger calls = new AtomicInteger();
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, null);

        assertThat(stream.setOnAvailableCallback(calls::incrementAndGet)).isTrue();
        await().untilAsserted(() -> assertThat(calls).hasPositiveValue());
        assertThat(available(stream)).containsExactly(1L);

        int before = calls.get();
        other.append(commit("b", 0, 1));
        await().untilAsserted(() -> assertThat(calls).hasValueGreaterThan(before));
        assertThat(available(stream)).containsExactly(2L);
    }

    @Test
    void corruption_comes_out_of_the_stream_and_stays() {
        log.append(commit("a", 0, 1));
        log.append(commit("b", 0, 1));
        logs.collection("commits").deleteOne(Filters.eq("_id", 1L));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, null);

        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(stream::hasNextAvailable);
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(stream::peek);
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(stream::nextAvailable);
    }

    @Test
    void a_pooled_processor_handles_each_event_once_in_order() {
        List<Long> handled = new CopyOnWriteArrayList<>();
        PooledStreamingEventProcessor processor = processor(handled);
        processor.start();
        try {
            for (int i = 0; i < 50; i++) {
                log.append(commit("a" + i, 0, 2));
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(handled)
                            .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList()));
        } finally {
            processor.shutDown();
        }
    }

    @Test
    void an_idle_pooled_processor_is_woken_by_the_callback_alone() {
        List<Long> handled = new CopyOnWriteArrayList<>();
        PooledStreamingEventProcessor processor = processor(handled);
        processor.start();
        try {
            await().until(() -> !processor.processingStatus().isEmpty());
            // The first may still be found while the processor starts; it is idle before each of the others.
            for (long position = 1; position <= 5; position++) {
                log.append(commit("a" + position, 0, 1));
                long expected = position;
                await().untilAsserted(() -> assertThat(handled).contains(expected));
            }
        } finally {
            processor.shutDown();
        }
    }

    /** Looks at its stream by itself only once an hour. */
    private PooledStreamingEventProcessor processor(List<Long> handled) {
        ScheduledExecutorService coordinator = Executors.newSingleThreadScheduledExecutor();
        ScheduledExecutorService worker = Executors.newScheduledThreadPool(2);
        logs.closing((AutoCloseable) coordinator::shutdownNow);
        logs.closing((AutoCloseable) worker::shutdownNow);
        return PooledStreamingEventProcessor.builder()
                .name("test")
                .eventHandlerInvoker(SimpleEventHandlerInvoker.builder()
                        .eventHandlers(new Handler(handled))
                        .build())
                .messageSource(source(log, NO_UPCASTER))
                .tokenStore(new InMemoryTokenStore())
                .transactionManager(NoTransactionManager.INSTANCE)
                .coordinatorExecutor(coordinator)
                .workerExecutor(worker)
                .initialSegmentCount(1)
                .tokenClaimInterval(Duration.ofHours(1).toMillis())
                .claimExtensionThreshold(Duration.ofHours(1).toMillis())
                .initialToken(source -> source.createTailToken())
                .build();
    }

    record Handler(List<Long> positions) {
        @org.axonframework.eventhandling.EventHandler
        void on(Things.Renamed event, TrackingToken token) {
            positions.add(token.position().orElseThrow());
        }
    }
}
