package io.paylog.eventstore;

import java.time.Instant;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/** The log as a source for streaming event processors. */
@SuppressWarnings("DoNotCallSuggester")
public final class EventLogMessageSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    public EventLogMessageSource(EventLog log, Serializer eventSerializer, EventUpcaster upcasters) {
        throw new UnsupportedOperationException(log.epoch() + eventSerializer + upcasters);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken trackingToken) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackingToken createTailToken() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackingToken createHeadToken() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        throw new UnsupportedOperationException();
    }
}
