package io.paylog.command.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.eventstore.AppendConflictException;
import io.paylog.eventstore.AppendOverloadedException;
import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.OutcomeUnknownException;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.interceptors.JSR303ViolationException;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;

/** How long commands take, and what becomes of them. */
final class CommandMeters {

    static final String COMMANDS = "paylog.commands";
    static final String REFUSED = "paylog.commands.refused";
    static final String CONFLICTS = "paylog.commands.conflicts";
    static final String STALE = "paylog.commands.stale";

    private static final String COMMAND = "command";
    private static final String OUTCOME = "outcome";
    private static final String CODE = "code";

    private final MeterRegistry meters;
    private final MeterProvider<Timer> commands;
    private final MeterProvider<Counter> refused;
    private final Counter conflicts;
    private final Counter staleDecisions;

    private enum Outcome {
        ACCEPTED,
        REPEATED,
        REFUSED,
        CONFLICT,
        UNAVAILABLE,
        UNKNOWN,
        FAILED;

        private static Outcome of(RuntimeException failure) {
            return switch (failure) {
                case PaymentRefused _,
                        AggregateNotFoundException _,
                        ConflictingAggregateVersionException _,
                        JSR303ViolationException _ -> REFUSED;
                case ConcurrencyException _, AggregateStreamCreationException _, AppendConflictException _ -> CONFLICT;
                case EventLogUnavailableException _, AppendOverloadedException _, LockAcquisitionFailedException _ ->
                    UNAVAILABLE;
                case CommandOutcomeUnknownException _, OutcomeUnknownException _ -> UNKNOWN;
                case EventStoreException store when store.getCause() instanceof EventLogException log -> of(log);
                default -> FAILED;
            };
        }
    }

    CommandMeters(MeterRegistry meters) {
        this.meters = meters;
        commands = Timer.builder(COMMANDS)
                .description("Commands, from when they are sent until their events are durable, with all attempts")
                .withRegistry(meters);
        refused = Counter.builder(REFUSED)
                .description("Commands that were refused, by the code that callers are told")
                .withRegistry(meters);
        conflicts = Counter.builder(CONFLICTS)
                .description("Attempts at commands that lost against another writer")
                .register(meters);
        staleDecisions = Counter.builder(STALE)
                .description("Decisions on a payment that the log did not confirm")
                .register(meters);
    }

    /** @param isRepeated whether what was asked for had been done before */
    <T> T observe(PaymentCommand command, Supplier<T> execution, Function<T, Boolean> isRepeated) {
        Timer.Sample sample = Timer.start(meters);
        Outcome outcome = Outcome.FAILED;
        try {
            T done = execution.get();
            outcome = isRepeated.apply(done) ? Outcome.REPEATED : Outcome.ACCEPTED;
            return done;
        } catch (RuntimeException failure) {
            outcome = Outcome.of(failure);
            if (outcome == Outcome.REFUSED) {
                refused.withTags(tags(command, CODE, codeOf(failure))).increment();
            }
            throw failure;
        } finally {
            sample.stop(commands.withTags(tags(command, OUTCOME, outcome.name().toLowerCase(Locale.ROOT))));
        }
    }

    private static Tags tags(PaymentCommand command, String key, String value) {
        return Tags.of(COMMAND, command.getClass().getSimpleName(), key, value);
    }

    private static String codeOf(RuntimeException failure) {
        return switch (failure) {
            case PaymentRefused refusal -> refusal.refusal().code();
            case AggregateNotFoundException _ -> "payment-not-found";
            case ConflictingAggregateVersionException _ -> "stale-version";
            default -> "invalid-request";
        };
    }

    void conflict() {
        conflicts.increment();
    }

    void staleDecision() {
        staleDecisions.increment();
    }
}
