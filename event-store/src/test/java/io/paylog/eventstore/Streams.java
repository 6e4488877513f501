package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.jspecify.annotations.Nullable;

/** Streams of a log, and the positions that they show. */
final class Streams {

    private Streams() {}

    /** @param after where it begins; {@code null}: at the first event */
    static BlockingStream<TrackedEventMessage<?>> open(EventLog log, @Nullable TrackingToken after) {
        return new EventLogMessageSource(log, JacksonSerializer.defaultSerializer(), NoOpEventUpcaster.INSTANCE)
                .openStream(after);
    }

    /** Of the next event, which is there or comes within half a minute. */
    static long next(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
        assertThat(stream.hasNextAvailable(30, TimeUnit.SECONDS)).isTrue();
        return Tokens.positionOf(stream.nextAvailable().trackingToken());
    }

    /** Of all that are there without a wait. */
    static List<Long> available(BlockingStream<TrackedEventMessage<?>> stream) throws InterruptedException {
        List<Long> positions = new ArrayList<>();
        while (stream.hasNextAvailable()) {
            positions.add(stream.nextAvailable().trackingToken().position().orElseThrow());
        }
        return positions;
    }
}
