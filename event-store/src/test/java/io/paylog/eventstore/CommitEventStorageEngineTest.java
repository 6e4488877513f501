package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.eventstore.Things.Created;
import io.paylog.eventstore.Things.Renamed;
import io.paylog.eventstore.Things.Thing;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.AxonConfigurationException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class CommitEventStorageEngineTest {

    private TestLogs logs;
    private EventLog log;
    private CommitEventStorageEngine engine;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TestLogs(stores);
        log = logs.open();
        engine = engine(log);
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private static CommitEventStorageEngine engine(EventLog log) {
        return CommitEventStorageEngine.builder()
                .eventLog(log)
                .eventSerializer(JacksonSerializer.defaultSerializer())
                .snapshotSerializer(JacksonSerializer.defaultSerializer())
                .batchSize(3)
                .build();
    }

    private static DomainEventMessage<?> event(String aggregate, long sequence) {
        return new GenericDomainEventMessage<>(
                "Thing", aggregate, sequence, new Renamed(aggregate, "n" + sequence), MetaData.with("k", "v"));
    }

    private static List<? extends EventMessage<?>> events(String aggregate, int count) {
        return IntStream.range(0, count).mapToObj(i -> event(aggregate, i)).toList();
    }

    private static void within(Object command, MetaData metaData, Consumer<DefaultUnitOfWork<?>> work) {
        DefaultUnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(command, metaData));
        unitOfWork.execute(() -> work.accept(unitOfWork));
        if (unitOfWork.getExecutionResult() != null
                && unitOfWork.getExecutionResult().isExceptionResult()) {
            throw (RuntimeException) unitOfWork.getExecutionResult().getExceptionResult();
        }
    }

    @Test
    void an_event_comes_back_as_it_was_stored() {
        Instant exact = Instant.parse("2026-01-01T12:00:00.123456789Z");
        EventMessage<?> stored = new GenericDomainEventMessage<>(
                "Thing", "a", 0, new Renamed("a", "x"), MetaData.with("k", "v"), "event-1", exact);
        engine.appendEvents(stored);

        DomainEventMessage<?> loaded = engine.readEvents("a").next();
        assertThat(loaded.getIdentifier()).isEqualTo("event-1");
        assertThat(loaded.getTimestamp()).isEqualTo(exact);
        assertThat(loaded.getPayload()).isEqualTo(new Renamed("a", "x"));
        assertThat(loaded.getMetaData()).isEqualTo(MetaData.with("k", "v"));
        assertThat(loaded.getType()).isEqualTo("Thing");
        assertThat(loaded.getSequenceNumber()).isZero();
    }

    @Test
    void runs_of_one_aggregate_are_one_commit_each() {
        engine.appendEvents(event("a", 0), event("a", 1), event("b", 0), event("a", 2));

        assertThat(logs.collection("commits").countDocuments()).isEqualTo(3);
        assertThat(engine.lastSequenceNumberFor("a")).contains(2L);
        assertThat(engine.lastSequenceNumberFor("nobody")).isEmpty();
    }

    @Test
    void a_long_stream_is_read_through_all_its_batches() {
        engine.appendEvents(events("a", 2));
        for (int i = 2; i < 11; i++) {
            engine.appendEvents(event("a", i));
        }

        assertThat(engine.readEvents("a").asStream()).hasSize(11);
        assertThat(engine.readEvents("a", 4).asStream()).hasSize(7);
        assertThat(engine.readEvents(new GlobalSequenceTrackingToken(1), false)).hasSize(10);
        assertThat(engine.readEvents(null, false)).hasSize(11);
    }

    @Test
    void an_event_of_no_aggregate_is_tracked_as_such() {
        engine.appendEvents(GenericEventMessage.asEventMessage(new Created("x")));

        TrackedEventMessage<?> tracked =
                engine.readEvents(null, false).findFirst().orElseThrow();
        assertThat(tracked).isNotInstanceOf(DomainEventMessage.class);
        assertThat(tracked.getPayload()).isEqualTo(new Created("x"));
    }

    @Test
    void a_conflict_at_the_first_event_is_one_of_creation_and_later_one_of_concurrency() {
        engine.appendEvents(events("a", 2));
        engine.appendEvents(event("a", 2));

        assertThatExceptionOfType(AggregateStreamCreationException.class)
                .isThrownBy(() -> engine.appendEvents(event("a", 0)));
        assertThatExceptionOfType(ConcurrencyException.class)
                .isThrownBy(() -> engine.appendEvents(event("a", 2)))
                .isNotInstanceOf(AggregateStreamCreationException.class);
    }

    @Test
    void an_append_with_one_commit_too_large_appends_nothing() {
        CommitEventStorageEngine small = engine(logs.open(logs.settings().withCommitBounds(2, 100_000)));

        assertThatExceptionOfType(CommitTooLargeException.class)
                .isThrownBy(() -> small.appendEvents(event("a", 0), event("b", 0), event("b", 1), event("b", 2)));
        assertThat(log.head()).isZero();
    }

    @Test
    void tokens_are_never_null() {
        assertThat(engine.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(engine.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
        engine.appendEvents(events("a", 2));

        assertThat(engine.createTailToken()).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(engine.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(engine.createTokenAt(Instant.now().plusSeconds(60))).isEqualTo(new GlobalSequenceTrackingToken(2));
        assertThat(engine.createTokenAt(Instant.EPOCH)).isEqualTo(new GlobalSequenceTrackingToken(0));
    }

    @Test
    void a_serializer_that_is_not_named_is_refused() {
        assertThatExceptionOfType(AxonConfigurationException.class)
                .isThrownBy(
                        () -> CommitEventStorageEngine.builder().eventLog(log).build())
                .withMessageContaining("XStream");
    }

    @Test
    void an_aggregate_is_created_changed_and_loaded_through_an_embedded_event_store() {
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(engine).build();
        EventSourcingRepository<Thing> repository =
                EventSourcingRepository.builder(Thing.class).eventStore(store).build();
        AppendReceipt created = new AppendReceipt();
        AppendReceipt renamed = new AppendReceipt();
        AppendReceipt nothing = new AppendReceipt();

        within("create", MetaData.with(AppendReceipt.METADATA_KEY, created), _ -> newInstance(repository));
        within(
                "rename",
                MetaData.with(AppendReceipt.METADATA_KEY, renamed),
                _ -> repository.load("t-1").execute(thing -> {
                    thing.rename("one");
                    thing.rename("two");
                }));
        within(
                "look",
                MetaData.with(AppendReceipt.METADATA_KEY, nothing),
                _ -> repository
                        .load("t-1")
                        .execute(thing -> assertThat(thing.name).isEqualTo("two")));

        assertThat(created.position()).hasValue(1);
        assertThat(renamed.position()).hasValue(3);
        assertThat(nothing.position()).isEmpty();
        store.shutDown();
    }

    private static void newInstance(EventSourcingRepository<Thing> repository) {
        try {
            repository.newInstance(() -> new Thing("t-1"));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_receipt_of_the_outer_command_is_filled_with_what_a_nested_one_published() {
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(engine).build();
        AppendReceipt outer = new AppendReceipt();
        AppendReceipt inner = new AppendReceipt();

        within("outer", MetaData.with(AppendReceipt.METADATA_KEY, outer), _ -> {
            store.publish(event("a", 0));
            within("inner", MetaData.with(AppendReceipt.METADATA_KEY, inner), _ -> store.publish(event("a", 1)));
            assertThat(log.head()).isZero();
        });

        assertThat(outer.position()).hasValue(2);
        assertThat(inner.position()).isEmpty();
        store.shutDown();
    }

    @Test
    void a_receipt_of_the_outer_command_is_filled_by_an_append_in_a_nested_one() {
        AppendReceipt receipt = new AppendReceipt();

        within(
                "outer",
                MetaData.with(AppendReceipt.METADATA_KEY, receipt),
                _ -> within("inner", MetaData.emptyInstance(), _ -> engine.appendEvents(event("a", 0))));

        assertThat(receipt.position()).hasValue(1);
    }
}
