package io.paylog.query.projecting;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** Tells when the log cannot be read: the processor only tries again, and nobody would know why nothing moves. */
record WatchedMessages(StreamableMessageSource<TrackedEventMessage<?>> messages, Failures failures)
        implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final String OPENING = "opening of the log";
    private static final String READING = "reading of the log";

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return failures.watch(OPENING, () -> new Stream(messages.openStream(token), failures));
    }

    @Override
    public TrackingToken createTailToken() {
        return messages.createTailToken();
    }

    private record Stream(BlockingStream<TrackedEventMessage<?>> events, Failures failures)
            implements BlockingStream<TrackedEventMessage<?>> {

        @Override
        public boolean hasNextAvailable() {
            return failures.watch(READING, events::hasNextAvailable);
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return events.hasNextAvailable(timeout, unit);
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return events.peek();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return events.nextAvailable();
        }

        @Override
        public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> ignored) {
            events.skipMessagesWithPayloadTypeOf(ignored);
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            return events.setOnAvailableCallback(callback);
        }

        @Override
        public void close() {
            events.close();
        }
    }
}
