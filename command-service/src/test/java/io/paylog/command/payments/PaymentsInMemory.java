package io.paylog.command.payments;

import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.serialization.MessageSerializer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;

/** The aggregate itself on a log in memory, for tests outside this package. */
public final class PaymentsInMemory implements AutoCloseable {

    private final List<EventMessage<?>> log = new ArrayList<>();
    private final Configuration axon;

    public PaymentsInMemory() {
        axon = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(_ -> MessageSerializer.create())
                .configureEmbeddedEventStore(_ -> new InMemoryEventStorageEngine())
                .configureAggregate(Payment.class)
                .start();
        axon.eventBus().subscribe(log::addAll);
    }

    /** @throws PaymentRefused if the payment refuses it */
    public void send(PaymentCommand command) {
        axon.commandGateway().sendAndWait(command);
    }

    /** All events of all payments, in their order. */
    public List<EventMessage<?>> log() {
        return Collections.unmodifiableList(log);
    }

    public List<PaymentEvent> events() {
        return log.stream().map(event -> (PaymentEvent) event.getPayload()).toList();
    }

    @Override
    public void close() {
        axon.shutdown();
    }
}
