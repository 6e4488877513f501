package io.paylog.query.stores;

import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.serialization.EventUpcasters;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogMessageSource;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.LogPlace;
import io.paylog.eventstore.WakeUp;
import io.paylog.query.caching.RedisSettings;
import io.paylog.query.projecting.Log;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;

/** The log, wherever it is kept. */
final class EventStoreLog implements Log, AutoCloseable {

    private final WakeUp wakeUp;
    private final EventLog log;
    private final EventLogMessageSource messages;

    EventStoreLog(
            LogPlace place,
            EventLogSettings settings,
            RedisSettings redis,
            Serializer serializer,
            MeterRegistry meters) {
        wakeUp = place.wakeUp(redis.uri(), meters);
        log = place.open(settings, wakeUp, meters);
        messages = new EventLogMessageSource(log, serializer, EventUpcasters.chain());
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
    public void hint(long position) {
        log.hint(position);
    }

    @Override
    public StreamableMessageSource<TrackedEventMessage<?>> messages() {
        return messages;
    }

    @Override
    public void close() {
        log.close();
        wakeUp.close();
    }
}
