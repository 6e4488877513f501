package io.paylog.query.testing;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.eventstore.CommitEventStorageEngine;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.WakeUp;
import io.paylog.localstores.LocalStores;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.GenericMessage;

/** Appends to a real log what the command service would. */
public final class RecordedPayments implements AutoCloseable {

    private final EventLog log;
    private final CommitEventStorageEngine engine;
    private final Map<String, Long> sequences = new HashMap<>();

    public RecordedPayments(LocalStores stores, String database) {
        MessageSerializer serializer = MessageSerializer.create();
        log = EventLog.open(EventLogSettings.of(stores.mongoUri(), database), WakeUp.none());
        engine = CommitEventStorageEngine.builder()
                .eventLog(log)
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .build();
    }

    /** @return the position of the event */
    public long append(PaymentEvent event, Instant timestamp) {
        return append(event, Map.of(), timestamp);
    }

    /** @return the position of the event */
    public long append(PaymentEvent event, Map<String, ?> metadata, Instant timestamp) {
        String id = event.paymentId().value();
        long sequence = sequences.merge(id, 1L, Long::sum) - 1;
        engine.appendEvents(new GenericDomainEventMessage<>(
                "Payment", id, sequence, new GenericMessage<Object>(event, metadata), () -> timestamp));
        return log.head();
    }

    @Override
    public void close() {
        log.close();
    }
}
