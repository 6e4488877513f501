package io.paylog.command.aggregates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachingRepositoryTest {

    private static final int TALLY_BYTES = 100;

    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> nextAppend = new AtomicReference<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EmbeddedEventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine() {
                @Override
                public void appendEvents(List<? extends EventMessage<?>> events) {
                    Throwable failure = nextAppend.getAndSet(null);
                    if (failure instanceof Error error) {
                        throw error;
                    }
                    if (failure instanceof RuntimeException exception) {
                        throw exception;
                    }
                    super.appendEvents(events);
                }

                @Override
                public DomainEventStream readEvents(String aggregateIdentifier) {
                    reads.incrementAndGet();
                    return super.readEvents(aggregateIdentifier);
                }
            })
            .build();
    private final EventSourcingRepository<Tally> repository = repository(10 * TALLY_BYTES);

    private EventSourcingRepository<Tally> repository(long cacheBytes) {
        return new CachingRepository<>(
                EventSourcingRepository.builder(Tally.class)
                        .eventStore(store)
                        .lockFactory(new AggregateLocks(Duration.ofSeconds(1))),
                new AggregateCache<>(cacheBytes, _ -> TALLY_BYTES, meters));
    }

    @BeforeEach
    void create() throws Exception {
        Tally.create(repository);
    }

    @AfterEach
    void stop() {
        store.shutDown();
    }

    @Test
    void an_aggregate_that_was_just_used_is_not_read() throws Exception {
        DecisionBasis basis = DecisionBasis.cachedOrRead();

        assertThat(Tally.count(repository, basis)).isZero();

        assertThat(reads).hasValue(0);
        assertThat(basis.isCached()).isTrue();
        assertThat(basis.sequence()).isZero();
        assertThat(requests("hit")).isEqualTo(1);
    }

    @Test
    void a_command_that_asks_for_the_log_gets_it() throws Exception {
        DecisionBasis basis = DecisionBasis.read();

        Tally.count(repository, basis);

        assertThat(reads).hasValue(1);
        assertThat(basis.isCached()).isFalse();
        assertThat(basis.sequence()).isZero();
    }

    @Test
    void a_command_that_nobody_would_confirm_reads_the_log() throws Exception {
        Tally.inUnitOfWork(Map.of(), () -> repository.load(Tally.ID).version());

        assertThat(reads).hasValue(1);
    }

    @Test
    void what_an_append_that_failed_has_changed_is_forgotten() throws Exception {
        nextAppend.set(new IllegalStateException("no majority"));
        assertThatThrownBy(() -> Tally.count(repository, DecisionBasis.cachedOrRead()))
                .hasMessage("no majority");

        assertThat(Tally.count(repository, DecisionBasis.cachedOrRead())).isZero();
    }

    @Test
    void what_an_append_that_broke_down_has_changed_is_forgotten() throws Exception {
        nextAppend.set(new StackOverflowError("in the driver"));
        assertThatThrownBy(() -> Tally.count(repository, DecisionBasis.cachedOrRead()))
                .isInstanceOf(StackOverflowError.class);

        assertThat(Tally.count(repository, DecisionBasis.cachedOrRead())).isZero();
    }

    @Test
    void what_a_refused_command_has_used_is_read_again() {
        assertThatThrownBy(() -> Tally.inUnitOfWork(DecisionBasis.cachedOrRead(), () -> {
                    repository.load(Tally.ID).execute(Tally::count);
                    throw new IllegalArgumentException("refused after all");
                }))
                .hasMessage("refused after all");

        assertThat(reads).hasValue(0);
        assertThat(readVersion()).isZero();
        assertThat(reads).hasValue(1);
    }

    private long readVersion() {
        try {
            return Tally.count(repository, DecisionBasis.cachedOrRead());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void without_a_cache_each_command_reads() throws Exception {
        EventSourcingRepository<Tally> uncached = repository(0);

        assertThat(Tally.count(uncached, DecisionBasis.cachedOrRead())).isZero();
        assertThat(Tally.count(uncached, DecisionBasis.cachedOrRead())).isEqualTo(1);

        assertThat(reads).hasValue(2);
    }

    @Test
    void what_takes_more_memory_than_there_is_is_not_kept() throws Exception {
        EventSourcingRepository<Tally> tooSmall = repository(TALLY_BYTES - 1);
        EventSourcingRepository<Tally> largeEnough = repository(TALLY_BYTES);

        for (EventSourcingRepository<Tally> each : List.of(tooSmall, tooSmall, largeEnough, largeEnough)) {
            Tally.count(each, DecisionBasis.cachedOrRead());
        }

        assertThat(reads).hasValue(3);
    }

    private double requests(String result) {
        return meters.get("paylog.aggregates.requests")
                .tag("result", result)
                .counter()
                .count();
    }
}
