package io.paylog.command.bus;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.payments.Written;
import io.paylog.eventstore.AppendReceipt;
import io.paylog.eventstore.EventLog;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Component;

/** The way to send a command: it is retried when another writer was faster, and its answer says where its events are. */
@Component
public class Commands {

    private final CommandGateway gateway;
    private final EventLog eventLog;
    private final Retry retryOnConflict;

    Commands(CommandGateway gateway, EventLog eventLog, CommandServiceProperties properties) {
        this.gateway = gateway;
        this.eventLog = eventLog;
        CommandServiceProperties.Commands settings = properties.commands();
        this.retryOnConflict = Retry.of(
                "conflict",
                RetryConfig.custom()
                        .maxAttempts(settings.maxAttempts())
                        .retryExceptions(ConcurrencyException.class, AggregateStreamCreationException.class)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                                settings.conflictBackoff(), 2.0, settings.maxConflictBackoff()))
                        .build());
    }

    /**
     * Executes a command and waits until its events are durable.
     *
     * @throws io.paylog.command.payments.PaymentRefused if the payment's state refuses it
     * @throws org.axonframework.modelling.command.AggregateNotFoundException if there is no such payment
     * @throws ConcurrencyException if other writers were faster each time
     */
    public Accepted send(PaymentCommand command, MessageContext context) {
        return retryOnConflict.executeSupplier(() -> sendOnce(command, context));
    }

    private Accepted sendOnce(PaymentCommand command, MessageContext context) {
        AppendReceipt receipt = new AppendReceipt();
        MetaData metaData = context.toMetaData().and(AppendReceipt.METADATA_KEY, receipt);
        CommandMessage<PaymentCommand> message = new GenericCommandMessage<>(command, metaData);
        Written written = gateway.sendAndWait(message);
        return new Accepted(written, receipt.position().orElseGet(() -> positionOf(command)));
    }

    /** A repeated command writes nothing; what it asked for is at the payment's last position at the latest. */
    private long positionOf(PaymentCommand command) {
        return eventLog.lastPositionOf(command.paymentId().value())
                .orElseThrow(() -> new EventStoreException("Payment " + command.paymentId() + " has no events"));
    }

    /**
     * A command that is done.
     *
     * @param position position in the log at which, or before which, everything is that the command asked for
     */
    public record Accepted(Written written, long position) {}
}
