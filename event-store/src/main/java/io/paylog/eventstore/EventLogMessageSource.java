package io.paylog.eventstore;

import java.time.Instant;
import java.util.List;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * The log as a source for streaming event processors, in any process, without an event store of Axon's.
 *
 * <p>A stream reads on the thread of its consumer, a bounded batch at a time. What goes wrong while it reads or follows
 * the log comes out of {@code hasNextAvailable}, {@code peek} and {@code nextAvailable} as an
 * {@link EventLogException}; after an {@link EventLogCorruptedException} the stream stays failed. Upcasters see one
 * batch at a time, so one that keeps a context between events must not rely on it.
 */
public final class EventLogMessageSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final EventLog log;
    private final Serializer eventSerializer;
    private final EventUpcaster upcasters;

    public EventLogMessageSource(EventLog log, Serializer eventSerializer, EventUpcaster upcasters) {
        this.log = log;
        this.eventSerializer = eventSerializer;
        this.upcasters = upcasters;
    }

    /**
     * Opens a stream of the events after the token's position; {@code null}: of all events. Of a wrapped token (replay,
     * merge) the lower bound counts; the stream's own tokens are never wrapped.
     *
     * @throws ForeignTokenException if the position is beyond the end of the log, or the log was restored since it was
     *     opened
     * @throws EventLogException if that could not be found out
     */
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken trackingToken) {
        long position = Tokens.positionOf(trackingToken);
        log.tail().watch().opening();
        log.requireEpochUnchanged();
        log.head(); // so that the stream knows from the start how much there is
        log.requireNotAhead(position);
        return new EventLogStream(log, position, this::asMessages);
    }

    private List<? extends TrackedEventMessage<?>> asMessages(List<LoggedEvent> events) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                        AxonEvents.asTrackedEventData(events), eventSerializer, upcasters)
                .toList();
    }

    /** Before the first event; never {@code null}. */
    @Override
    public TrackingToken createTailToken() {
        return Tokens.of(0);
    }

    /** At the last event; never {@code null}. */
    @Override
    public TrackingToken createHeadToken() {
        return Tokens.of(log.head());
    }

    /** Before the first event of that time or later, at the head if there is none; never {@code null}. */
    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        return Tokens.of(log.positionBefore(dateTime));
    }
}
