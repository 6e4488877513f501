package io.paylog.command.aggregates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SnapshottingTest {

    private static final int MAX_EVENTS = 20;
    private static final Duration MAX_LOAD_TIME = Duration.ofMillis(50);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong nanosPerRead = new AtomicLong();
    private final AtomicBoolean storeFails = new AtomicBoolean();
    private final CountDownLatch mayRead = new CountDownLatch(1);
    private final InMemoryEventStorageEngine engine = new InMemoryEventStorageEngine() {
        @Override
        public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
            nanos.addAndGet(nanosPerRead.get());
            if (!aggregateIdentifier.equals(Tally.ID)) {
                awaitQuietly(mayRead);
            }
            return super.readSnapshot(aggregateIdentifier);
        }

        @Override
        public void storeSnapshot(DomainEventMessage<?> snapshot) {
            if (storeFails.get()) {
                throw new IllegalStateException("no majority");
            }
            super.storeSnapshot(snapshot);
        }
    };
    private final EmbeddedEventStore store =
            EmbeddedEventStore.builder().storageEngine(engine).build();
    private final BackgroundSnapshotter snapshotter = BackgroundSnapshotter.start(
            AggregateSnapshotter.builder()
                    .eventStore(store)
                    .aggregateFactories(new GenericAggregateFactory<>(Tally.class)),
            2,
            meters);
    private final EventSourcingRepository<Tally> repository = EventSourcingRepository.builder(Tally.class)
            .eventStore(store)
            .snapshotTriggerDefinition(new CostlyLoads(snapshotter, MAX_EVENTS, MAX_LOAD_TIME, nanos::get))
            .build();

    @AfterEach
    void stop() {
        mayRead.countDown();
        snapshotter.close();
        store.shutDown();
    }

    private void count(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            Tally.count(repository, DecisionBasis.read());
        }
    }

    private Optional<Long> snapshotted() {
        return engine.readSnapshot(Tally.ID).map(DomainEventMessage::getSequenceNumber);
    }

    @Test
    void many_events_lead_to_a_snapshot() throws Exception {
        Tally.create(repository);
        count(MAX_EVENTS - 2);
        assertThat(requests("taken")).isZero();

        count(1);
        await().untilAsserted(() -> assertThat(snapshotted()).contains(MAX_EVENTS - 1L));

        count(MAX_EVENTS - 1);
        assertThat(snapshotted()).contains(MAX_EVENTS - 1L);
        count(1);
        await().untilAsserted(() -> assertThat(snapshotted()).contains(2L * MAX_EVENTS - 1));
        assertThat(Tally.count(repository, DecisionBasis.read())).isEqualTo(2L * MAX_EVENTS - 1);
    }

    @Test
    void a_slow_load_of_some_events_leads_to_a_snapshot() throws Exception {
        Tally.create(repository);
        count(CostlyLoads.MIN_EVENTS);
        nanosPerRead.set(MAX_LOAD_TIME.toNanos());

        count(1);

        await().untilAsserted(() -> assertThat(snapshotted()).contains((long) CostlyLoads.MIN_EVENTS + 1));
    }

    @Test
    void a_slow_load_of_few_events_leads_to_none() throws Exception {
        Tally.create(repository);
        nanosPerRead.set(MAX_LOAD_TIME.toNanos());

        count(CostlyLoads.MIN_EVENTS - 1);
        snapshotter.close();

        assertThat(snapshotted()).isEmpty();
    }

    @Test
    void a_snapshot_that_cannot_be_stored_troubles_no_command() throws Exception {
        storeFails.set(true);
        Tally.create(repository);
        count(2 * MAX_EVENTS);

        await().untilAsserted(() -> assertThat(requests("failed")).isPositive());
        assertThat(Tally.count(repository, DecisionBasis.read())).isEqualTo(2L * MAX_EVENTS);
    }

    @Test
    void snapshots_beyond_those_that_may_wait_are_dropped_and_none_is_taken_twice_at_once() {
        for (String id : List.of("slow", "waiting", "slow", "waiting", "waiting too", "one too many")) {
            snapshotter.scheduleSnapshot(Tally.class, id);
        }

        assertThat(requests("dropped")).isEqualTo(1);
        mayRead.countDown();
        await().untilAsserted(() -> assertThat(requests("failed")).isEqualTo(3));
    }

    @Test
    void a_snapshotter_that_was_stopped_troubles_no_command() throws Exception {
        Tally.create(repository);
        snapshotter.close();

        count(MAX_EVENTS);

        assertThat(requests("dropped")).isPositive();
        assertThat(snapshotted()).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double requests(String outcome) {
        return meters.get("paylog.snapshots").tag("outcome", outcome).counter().count();
    }
}
