package io.paylog.eventstore;

import static org.axonframework.common.BuilderUtils.assertNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.axonframework.common.AxonConfigurationException;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.eventsourcing.snapshotting.SnapshotFilter;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Axon's storage engine over an {@link EventLog}.
 *
 * <p>Each run of consecutive events of one aggregate becomes one commit. Runs of several aggregates are appended one
 * after the other and are not atomic together; command handling must not do that.
 *
 * <p>A conflict surfaces as Axon's {@code ConcurrencyException}, of the first event as
 * {@code AggregateStreamCreationException}. Every other {@link EventLogException} surfaces as it is.
 */
public final class CommitEventStorageEngine extends BatchingEventStorageEngine {

    private static final Logger log = LoggerFactory.getLogger(CommitEventStorageEngine.class);

    private final EventLog eventLog;

    private CommitEventStorageEngine(Builder builder) {
        super(builder);
        this.eventLog = Objects.requireNonNull(builder.eventLog);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        List<NewCommit> commits = AxonEvents.asCommits(events, serializer);
        commits.forEach(eventLog::requireWithinBounds);
        int firstEvent = 0;
        for (NewCommit commit : commits) {
            append(commit, events.get(firstEvent));
            firstEvent += commit.events().size();
        }
    }

    private void append(NewCommit commit, EventMessage<?> firstEvent) {
        try {
            long position = eventLog.append(commit).lastPosition();
            CurrentUnitOfWork.ifStarted(unitOfWork -> AppendReceipt.fill(unitOfWork, position));
        } catch (AppendConflictException e) {
            handlePersistenceException(e, firstEvent);
        }
    }

    @Override
    protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
        eventLog.storeSnapshot(new StoredSnapshot(
                snapshot.getType(),
                snapshot.getAggregateIdentifier(),
                snapshot.getSequenceNumber(),
                AxonEvents.asEntry(snapshot, serializer)));
    }

    /** Only a snapshot whose state can be read: for any other, the events are there, or say why they are not. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        try {
            return super.readSnapshot(aggregateIdentifier).filter(CommitEventStorageEngine::isReadable);
        } catch (EventLogException e) {
            // The events are asked for next: whoever reads them says what is wrong.
            log.debug("The snapshot of aggregate {} could not be asked for: {}", aggregateIdentifier, e.getMessage());
            return Optional.empty();
        }
    }

    /** Axon reads it too late otherwise, when the command that needs the aggregate can but fail. */
    private static boolean isReadable(DomainEventMessage<?> snapshot) {
        try {
            return !(snapshot.getPayload() instanceof UnknownSerializedType);
        } catch (RuntimeException e) {
            log.warn(
                    "The snapshot of aggregate {} cannot be read, its events are: {}",
                    snapshot.getAggregateIdentifier(),
                    e.getMessage());
            return false;
        }
    }

    @Override
    protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
        return eventLog.snapshotOf(aggregateIdentifier).stream()
                .map(snapshot -> AxonEvents.asEventData(
                        snapshot.aggregateType(), snapshot.aggregateId(), snapshot.sequence(), snapshot.state()));
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken lastToken, int batchSize) {
        return eventLog.eventsAfter(Tokens.positionOf(lastToken), batchSize).stream()
                .map(AxonEvents::asTrackedEventData)
                .toList();
    }

    @Override
    protected List<? extends DomainEventData<?>> fetchDomainEvents(
            String aggregateIdentifier, long firstSequenceNumber, int batchSize) {
        return new AggregateBatch(eventLog.loadBatch(aggregateIdentifier, firstSequenceNumber, batchSize));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        OptionalLong last = eventLog.lastSequenceOf(aggregateIdentifier);
        return last.isPresent() ? Optional.of(last.getAsLong()) : Optional.empty();
    }

    @Override
    public TrackingToken createTailToken() {
        return Tokens.of(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return Tokens.of(eventLog.head());
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        return Tokens.of(eventLog.positionBefore(dateTime));
    }

    /** Everything but the serializers and the log has a default. */
    public static final class Builder extends BatchingEventStorageEngine.Builder {

        private @Nullable EventLog eventLog;
        private boolean eventSerializerSet;
        private boolean snapshotSerializerSet;

        private Builder() {
            persistenceExceptionResolver(AppendConflictException.class::isInstance);
            finalAggregateBatchPredicate(AggregateBatch::isLast);
        }

        public Builder eventLog(EventLog log) {
            this.eventLog = log;
            return this;
        }

        @Override
        public Builder eventSerializer(Serializer eventSerializer) {
            super.eventSerializer(eventSerializer);
            eventSerializerSet = true;
            return this;
        }

        @Override
        public Builder snapshotSerializer(Serializer snapshotSerializer) {
            super.snapshotSerializer(snapshotSerializer);
            snapshotSerializerSet = true;
            return this;
        }

        @Override
        public Builder upcasterChain(EventUpcaster upcasterChain) {
            super.upcasterChain(upcasterChain);
            return this;
        }

        @Override
        public Builder persistenceExceptionResolver(PersistenceExceptionResolver resolver) {
            super.persistenceExceptionResolver(resolver);
            return this;
        }

        @Override
        public Builder snapshotFilter(SnapshotFilter snapshotFilter) {
            super.snapshotFilter(snapshotFilter);
            return this;
        }

        @Override
        public Builder batchSize(int batchSize) {
            super.batchSize(batchSize);
            return this;
        }

        public CommitEventStorageEngine build() {
            return new CommitEventStorageEngine(this);
        }

        @Override
        protected void validate() throws AxonConfigurationException {
            assertNonNull(eventLog, "The event log is not set");
            if (!eventSerializerSet || !snapshotSerializerSet) {
                throw new AxonConfigurationException(
                        "Name the serializers of events and of snapshots: the default of Axon Framework is XStream");
            }
            super.validate();
        }
    }
}
