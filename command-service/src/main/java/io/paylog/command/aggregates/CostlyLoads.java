package io.paylog.command.aggregates;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a snapshot where loading an aggregate costs much: many events since the last snapshot, or much time. (Axon's
 * trigger by time counts from the load to each event; of an aggregate that stays in a cache, that is its age.)
 */
public final class CostlyLoads implements SnapshotTriggerDefinition {

    /** Below that, a slow load is a slow store, and a snapshot would not make it faster. */
    static final int MIN_EVENTS = 10;

    private final Snapshotter snapshotter;
    private final int maxEvents;
    private final Duration maxLoadTime;
    private final LongSupplier nanoTime;

    /**
     * @param maxEvents since the last snapshot
     * @param maxLoadTime of one load of at least {@link #MIN_EVENTS} events
     */
    public CostlyLoads(Snapshotter snapshotter, int maxEvents, Duration maxLoadTime) {
        this(snapshotter, maxEvents, maxLoadTime, System::nanoTime);
    }

    CostlyLoads(Snapshotter snapshotter, int maxEvents, Duration maxLoadTime, LongSupplier nanoTime) {
        this.snapshotter = snapshotter;
        this.maxEvents = maxEvents;
        this.maxLoadTime = maxLoadTime;
        this.nanoTime = nanoTime;
    }

    @Override
    public SnapshotTrigger prepareTrigger(Class<?> aggregateType) {
        return new Cost(aggregateType);
    }

    @Override
    public SnapshotTrigger reconfigure(Class<?> aggregateType, SnapshotTrigger trigger) {
        return trigger instanceof Cost ? trigger : prepareTrigger(aggregateType);
    }

    /** Of one aggregate in memory. It is created when the load begins. */
    private final class Cost implements SnapshotTrigger {

        private final Class<?> aggregateType;
        private final long startNanos = nanoTime.getAsLong();
        private @Nullable String aggregateId;
        private int eventsSinceSnapshot;
        private boolean requested;

        private Cost(Class<?> aggregateType) {
            this.aggregateType = aggregateType;
        }

        @Override
        public void eventHandled(EventMessage<?> message) {
            boolean isSnapshot = message.getPayloadType().equals(aggregateType);
            if (!isSnapshot && message instanceof DomainEventMessage<?> event) {
                aggregateId = event.getAggregateIdentifier();
                eventsSinceSnapshot++;
                if (eventsSinceSnapshot >= maxEvents) {
                    request(aggregateId);
                }
            }
        }

        @Override
        public void initializationFinished() {
            boolean slow = nanoTime.getAsLong() - startNanos >= maxLoadTime.toNanos();
            if (slow && eventsSinceSnapshot >= MIN_EVENTS && aggregateId != null) {
                request(aggregateId);
            }
        }

        /** The snapshot is made of what is in the log once the command is over, whatever becomes of it. */
        private void request(String id) {
            eventsSinceSnapshot = 0;
            if (!requested) {
                requested = true;
                CurrentUnitOfWork.get().onCleanup(done -> {
                    requested = false;
                    snapshotter.scheduleSnapshot(aggregateType, id);
                });
            }
        }
    }
}
