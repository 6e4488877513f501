package io.paylog.command.bus;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.aggregates.DecisionBasis;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.command.payments.Written;
import io.paylog.eventstore.AggregateEnd;
import io.paylog.eventstore.AppendReceipt;
import io.paylog.eventstore.EventLog;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.springframework.stereotype.Component;

/** The way to send a command: it is retried when another writer was faster, and its answer says where its events are. */
@Component
public class Commands {

    private final CommandGateway gateway;
    private final EventLog eventLog;
    private final Retry retryOnConflict;
    private final Counter conflicts;
    private final Counter staleDecisions;

    Commands(CommandGateway gateway, EventLog eventLog, CommandServiceProperties properties, MeterRegistry meters) {
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
        this.conflicts = Counter.builder("paylog.commands.conflicts")
                .description("Attempts at commands that lost against another writer")
                .register(meters);
        this.staleDecisions = Counter.builder("paylog.commands.stale")
                .description("Decisions on a cached payment that the log did not confirm")
                .register(meters);
    }

    /**
     * Executes a command and waits until its events are durable.
     *
     * @throws io.paylog.command.payments.PaymentRefused if the payment's state refuses it
     * @throws org.axonframework.modelling.command.AggregateNotFoundException if there is no such payment
     * @throws ConcurrencyException if other writers were faster each time
     * @throws org.axonframework.common.lock.LockAcquisitionFailedException if this process has too many commands for the
     *     payment
     */
    public Accepted send(PaymentCommand command, MessageContext context) {
        return retryOnConflict.executeSupplier(() -> attempt(command, context));
    }

    private Accepted attempt(PaymentCommand command, MessageContext context) {
        try {
            return decide(command, context);
        } catch (ConcurrencyException | AggregateStreamCreationException conflict) {
            conflicts.increment();
            throw conflict;
        }
    }

    private Accepted decide(PaymentCommand command, MessageContext context) {
        try {
            return decideOn(DecisionBasis.cachedOrRead(), command, context);
        } catch (StaleDecisionException stale) {
            staleDecisions.increment();
            return decideOn(DecisionBasis.read(), command, context);
        }
    }

    /** What is appended is confirmed by the append; every other decision on a cached payment asks the log. */
    private Accepted decideOn(DecisionBasis basis, PaymentCommand command, MessageContext context) {
        AppendReceipt receipt = new AppendReceipt();
        MetaData metaData =
                context.toMetaData().and(AppendReceipt.METADATA_KEY, receipt).and(DecisionBasis.METADATA_KEY, basis);
        try {
            Written written = gateway.sendAndWait(new GenericCommandMessage<>(command, metaData));
            return new Accepted(written, receipt.position().orElseGet(() -> confirm(basis, command)));
        } catch (PaymentRefused | ConflictingAggregateVersionException refusal) {
            if (basis.isCached()) {
                confirm(basis, command);
            }
            throw refusal;
        }
    }

    /**
     * The position of the payment's last event: what a repeated command asked for is there at the latest.
     *
     * @throws StaleDecisionException if the payment has other events than the decision took into account
     */
    private long confirm(DecisionBasis basis, PaymentCommand command) {
        String id = command.paymentId().value();
        AggregateEnd end = (basis.isCached() ? eventLog.endOfRemembered(id) : eventLog.endOf(id))
                .orElseThrow(StaleDecisionException::new);
        if (!basis.isConfirmedBy(end.sequence())) {
            throw new StaleDecisionException();
        }
        return end.position();
    }

    /** Never leaves this class, except for a payment that has no events although it was read. */
    private static final class StaleDecisionException extends EventStoreException {

        private static final long serialVersionUID = 1L;

        private StaleDecisionException() {
            super("The payment's events are not those that the command was decided on");
        }
    }

    /**
     * A command that is done.
     *
     * @param position position in the log at which, or before which, everything is that the command asked for
     */
    public record Accepted(Written written, long position) {}
}
