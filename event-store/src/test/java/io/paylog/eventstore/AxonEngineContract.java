package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.axonframework.eventsourcing.utils.EventStoreTestUtils.AGGREGATE;
import static org.axonframework.eventsourcing.utils.EventStoreTestUtils.createEvent;
import static org.axonframework.eventsourcing.utils.EventStoreTestUtils.createEvents;

import java.util.List;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngineTest;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The suite that Axon publishes for storage engines, over a log at any place. What is overridden here, and the test that
 * takes its place, is listed with the reasons in docs/adr/0020.
 */
@Timeout(60)
@SuppressWarnings("JUnitMethodInvoked") // tests of Axon's that run as they are once the log has what they need
abstract class AxonEngineContract
        extends BatchingEventStorageEngineTest<CommitEventStorageEngine, CommitEventStorageEngine.Builder> {

    private final ContractLogs logs;
    private final EventLog log;
    private final CommitEventStorageEngine engine;

    /** @param place empty, and of one test alone */
    AxonEngineContract(LogUnderTest place) {
        logs = new ContractLogs(place);
        log = logs.open();
        engine = createEngine();
    }

    @BeforeEach
    void use() {
        setTestSubject(engine);
    }

    @AfterEach
    void closeAll() {
        logs.close();
    }

    @Override
    protected CommitEventStorageEngine createEngine(UnaryOperator<CommitEventStorageEngine.Builder> customization) {
        return customization
                .apply(CommitEventStorageEngine.builder()
                        .eventLog(log)
                        .eventSerializer(JacksonSerializer.defaultSerializer())
                        .snapshotSerializer(JacksonSerializer.defaultSerializer()))
                .build();
    }

    /** Identifiers of events of aggregates are not indexed: events are unique by their places in their aggregates. */
    @Test
    @Override
    public void uniqueKeyConstraintOnFirstEventIdentifierThrowsAggregateIdentifierAlreadyExistsException() {
        engine.appendEvents(createEvent("id", AGGREGATE, 0));

        assertThatExceptionOfType(AggregateStreamCreationException.class)
                .isThrownBy(() -> engine.appendEvents(createEvent("id", AGGREGATE, 0)));
        assertThatExceptionOfType(AggregateStreamCreationException.class)
                .isThrownBy(() -> engine.appendEvents(createEvent("another", AGGREGATE, 0)));
        assertThat(stored()).containsExactly("id");
    }

    /** As for the first event. */
    @Test
    @Override
    public void uniqueKeyConstraintOnEventIdentifier() {
        engine.appendEvents(createEvent("first", AGGREGATE, 0));
        engine.appendEvents(createEvent("id", AGGREGATE, 1));

        for (String identifier : List.of("id", "another")) {
            assertThatExceptionOfType(ConcurrencyException.class)
                    .isThrownBy(() -> engine.appendEvents(createEvent(identifier, AGGREGATE, 1)))
                    .isNotInstanceOf(AggregateStreamCreationException.class);
        }
        assertThat(stored()).containsExactly("first", "id");
    }

    @Test
    void an_event_of_no_aggregate_is_stored_once_by_its_identifier() {
        EventMessage<?> event = GenericEventMessage.asEventMessage("told");
        engine.appendEvents(event);

        assertThatExceptionOfType(ConcurrencyException.class).isThrownBy(() -> engine.appendEvents(event));
        assertThat(stored()).containsExactly(event.getIdentifier());
    }

    @Test
    void a_duplicate_within_one_append_leaves_what_stood_before_it() {
        assertThatExceptionOfType(AggregateStreamCreationException.class)
                .isThrownBy(() -> engine.appendEvents(createEvent("id", AGGREGATE, 0), createEvent(0)));

        assertThat(stored()).containsExactly("id");
    }

    private List<String> stored() {
        return createEngine()
                .readEvents(null, false)
                .<String>map(EventMessage::getIdentifier)
                .toList();
    }

    /** A snapshot of events that the log does not have is refused, so it has them. */
    @Test
    @Override
    public void storeAndLoadSnapshot() {
        engine.appendEvents(createEvents(4));
        super.storeAndLoadSnapshot();
    }

    /** As for {@link #storeAndLoadSnapshot}. */
    @Test
    @Override
    public void snapshotFilterAllowsSnapshots() {
        engine.appendEvents(createEvents(2));
        super.snapshotFilterAllowsSnapshots();
    }

    /** As for {@link #storeAndLoadSnapshot}. */
    @Test
    @Override
    public void snapshotFilterRejectsSnapshots() {
        engine.appendEvents(createEvents(2));
        super.snapshotFilterRejectsSnapshots();
    }

    /** As for {@link #storeAndLoadSnapshot}. */
    @Test
    @Override
    public void snapshotFilterRejectsSnapshotsOnCombinedFilter() {
        engine.appendEvents(createEvents(2));
        super.snapshotFilterRejectsSnapshotsOnCombinedFilter();
    }
}
