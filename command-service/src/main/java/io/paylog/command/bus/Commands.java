package io.paylog.command.bus;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.aggregates.DecisionBasis;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.command.payments.Written;
import io.paylog.eventstore.AggregateEnd;
import io.paylog.eventstore.AppendReceipt;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.OutcomeUnknownException;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateNotFoundException;
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
    private final CommandMeters meters;

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
        this.meters = new CommandMeters(meters);
    }

    /**
     * Executes a command and waits until its events are durable.
     *
     * @throws io.paylog.command.payments.PaymentRefused if the payment's state refuses it
     * @throws AggregateNotFoundException if there is no such payment
     * @throws ConcurrencyException if other writers were faster each time
     * @throws org.axonframework.common.lock.LockAcquisitionFailedException if this process has too many commands for the
     *     payment
     * @throws EventLogUnavailableException if the log shows less than this process knows of, and the decision rests on that
     * @throws CommandOutcomeUnknownException if no majority said in time what became of it
     */
    public Accepted send(PaymentCommand command, MessageContext context) {
        return meters.observe(command, () -> execute(command, context), Accepted::repeated);
    }

    private Accepted execute(PaymentCommand command, MessageContext context) {
        try {
            return retryOnConflict.executeSupplier(() -> attempt(command, context));
        } catch (OutcomeUnknownException unknown) {
            throw new CommandOutcomeUnknownException(command, unknown);
        }
    }

    private Accepted attempt(PaymentCommand command, MessageContext context) {
        try {
            return decide(command, context);
        } catch (ConcurrencyException | AggregateStreamCreationException conflict) {
            meters.conflict();
            throw conflict;
        }
    }

    private Accepted decide(PaymentCommand command, MessageContext context) {
        try {
            return decideOn(DecisionBasis.cachedOrRead(), command, context);
        } catch (StaleDecisionException stale) {
            return decideOnLog(command, context);
        }
    }

    private Accepted decideOnLog(PaymentCommand command, MessageContext context) {
        try {
            return decideOn(DecisionBasis.read(), command, context);
        } catch (StaleDecisionException stale) {
            throw new EventLogUnavailableException("The servers showed less of a payment than was seen before", stale);
        }
    }

    /** What is appended is confirmed by the append; every other decision asks the log. */
    private Accepted decideOn(DecisionBasis basis, PaymentCommand command, MessageContext context) {
        long knownCommit = eventLog.knownCommit();
        AppendReceipt receipt = new AppendReceipt();
        MetaData metaData =
                context.toMetaData().and(AppendReceipt.METADATA_KEY, receipt).and(DecisionBasis.METADATA_KEY, basis);
        try {
            Written written = gateway.sendAndWait(new GenericCommandMessage<>(command, metaData));
            OptionalLong appended = receipt.position();
            return new Accepted(
                    written, appended.orElseGet(() -> confirm(basis, knownCommit, command)), appended.isEmpty());
        } catch (PaymentRefused | ConflictingAggregateVersionException | AggregateNotFoundException refusal) {
            confirm(basis, knownCommit, command);
            throw refusal;
        }
    }

    /**
     * The position of the payment's last event: what a repeated command asked for is there at the latest.
     *
     * @param knownCommit what this process knew of the log before the decision
     * @throws StaleDecisionException if the decision did not take all events into account that it had to
     */
    private long confirm(DecisionBasis basis, long knownCommit, PaymentCommand command) {
        String id = command.paymentId().value();
        Optional<AggregateEnd> end =
                basis.isCached() ? eventLog.endOfRemembered(id, knownCommit) : eventLog.endOf(id, knownCommit);
        long lastSequence = end.map(AggregateEnd::sequence).orElse(DecisionBasis.NO_SEQUENCE);
        if (lastSequence < basis.sequence()) {
            throw new EventLogUnavailableException("The servers show less of a payment than was seen before", null);
        }
        if (lastSequence > basis.sequence() && !isOvertaken(basis, knownCommit, id)) {
            meters.staleDecision();
            throw new StaleDecisionException();
        }
        return end.map(AggregateEnd::position).orElse(0L);
    }

    /** Whether all that a decision on the log leaves out came when the command had come already. */
    private boolean isOvertaken(DecisionBasis basis, long knownCommit, String id) {
        return !basis.isCached() && eventLog.isBehind(knownCommit, id, basis.sequence() + 1);
    }

    /** Never leaves this class. */
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
     * @param repeated whether it was there before
     */
    public record Accepted(Written written, long position, boolean repeated) {}
}
