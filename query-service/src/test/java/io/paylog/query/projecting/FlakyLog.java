package io.paylog.query.projecting;

import io.paylog.query.testing.TestLog;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** A log as one node sees it: for this node alone it may be away. */
final class FlakyLog implements Log, StreamableMessageSource<TrackedEventMessage<?>> {

    private final TestLog log;
    private volatile boolean away;

    FlakyLog(TestLog log) {
        this.log = log;
    }

    /** Whether no events can be read; its head still can. */
    void away(boolean now) {
        away = now;
    }

    @Override
    public String epoch() {
        return log.epoch();
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public StreamableMessageSource<TrackedEventMessage<?>> messages() {
        return this;
    }

    private void check() {
        if (away) {
            throw new IllegalStateException("the log is away");
        }
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        check();
        return new Stream(log.openStream(token));
    }

    @Override
    public TrackingToken createTailToken() {
        return log.createTailToken();
    }

    private final class Stream implements BlockingStream<TrackedEventMessage<?>> {

        private final BlockingStream<TrackedEventMessage<?>> events;

        private Stream(BlockingStream<TrackedEventMessage<?>> events) {
            this.events = events;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return events.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            check();
            return events.hasNextAvailable(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return events.nextAvailable();
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
