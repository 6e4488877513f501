package io.paylog.query.projecting;

import io.paylog.web.LogContext;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.UnknownSerializedType;

/**
 * Collects the events of a batch and hands them on when the last one has come. That is before the unit of work is
 * committed, and so before the token is stored, which is the first thing that its commit does.
 */
final class ProjectionInvoker<E> implements EventHandlerInvoker {

    private static final String BATCH = ProjectionInvoker.class.getName() + "/batch";

    private final Class<E> eventType;
    private final Consumer<List<RecordedEvent<E>>> flush;
    private final Failures failures;

    ProjectionInvoker(Class<E> eventType, Consumer<List<RecordedEvent<E>>> flush, Failures failures) {
        this.eventType = eventType;
        this.flush = flush;
        this.failures = failures;
    }

    /**
     * What is not known here is claimed by every segment, so that {@link #handle} fails on it in all of them. A failure in
     * this method would not do: the worker may pass over the event before it sees that it is to stop.
     */
    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        Class<?> type = message.getPayloadType();
        if (type == UnknownSerializedType.class || !(message instanceof DomainEventMessage<?> event)) {
            return true;
        }
        return eventType.isAssignableFrom(type) && segment.matches(event.getAggregateIdentifier());
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) {
        // That of the last event of a batch, when it is the batch that fails.
        try (LogContext _ = LogContext.of(message.getMetaData())) {
            handleHere(message, segment);
        }
    }

    private void handleHere(EventMessage<?> message, Segment segment) {
        try {
            collect(message, segment);
        } catch (RuntimeException failure) {
            failures.failed(segment.getSegmentId(), positionOf(message), failure);
            throw failure;
        } catch (Error error) {
            failures.failed(segment.getSegmentId(), positionOf(message), error);
            // Axon's worker lets go of a segment for exceptions only; an error would leave it neither worked on nor
            // free.
            throw new BatchFailedException(error);
        }
    }

    private void collect(EventMessage<?> message, Segment segment) {
        BatchingUnitOfWork<?> unitOfWork = (BatchingUnitOfWork<?>) CurrentUnitOfWork.get();
        List<RecordedEvent<E>> batch = unitOfWork.getOrComputeResource(BATCH, key -> new ArrayList<>());
        try {
            batch.add(recorded(message));
        } catch (RuntimeException unreadable) {
            flush(batch);
            throw unreadable;
        }
        if (unitOfWork.isLastMessage()) {
            flush(batch);
            failures.succeeded(segment.getSegmentId());
        }
    }

    /** What comes before an event that fails may be seen; it comes again with the next attempt, and is then passed over. */
    private void flush(List<RecordedEvent<E>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            flush.accept(batch);
        } catch (EventRefusedException refused) {
            // Fewer events each time: what is refused is one of them.
            flush(batch.stream()
                    .filter(event -> event.position() < refused.position())
                    .toList());
            throw refused;
        }
    }

    private RecordedEvent<E> recorded(EventMessage<?> message) {
        long position = positionOf(message);
        if (!(message instanceof DomainEventMessage<?> event) || !eventType.isInstance(event.getPayload())) {
            throw new UnknownEventException(position, typeOf(message));
        }
        return new RecordedEvent<>(
                eventType.cast(event.getPayload()),
                position,
                event.getSequenceNumber(),
                event.getTimestamp().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Of two segments that are being merged, the one behind is the one that is being read. */
    private static long positionOf(EventMessage<?> message) {
        TrackingToken token = ((TrackedEventMessage<?>) message).trackingToken();
        return WrappedToken.unwrapLowerBound(token).position().orElseThrow();
    }

    private static String typeOf(EventMessage<?> message) {
        return message.getPayload() instanceof UnknownSerializedType unknown
                ? unknown.serializedType().getName() + ", revision "
                        + unknown.serializedType().getRevision()
                : message.getPayloadType().getName();
    }

    @Override
    public boolean supportsReset() {
        return false;
    }
}
