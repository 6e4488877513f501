package io.paylog.command.gateway;

import io.github.resilience4j.core.IntervalFunction;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.gateway.GatewayWorkList.Lease;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.web.LogContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Gets one answer of the gateway and records its answer in the payment. */
final class GatewayCaller {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayCaller.class);

    /** Calls beyond this count wait no longer than the longest pause anyway; keeps the power of two in range. */
    private static final int MAX_DOUBLINGS = 30;

    private static final String FORGOTTEN =
            "the gateway may have forgotten the key, and the call could be done again: a person has to find out whether"
                    + " money has moved";

    private final AskGateway gateway;
    private final GatewayWorkList workList;
    private final BiConsumer<PaymentCommand, MessageContext> commands;
    private final Pace pace;

    /** @param commands executes a command in a context and throws what became of it if it failed */
    GatewayCaller(
            AskGateway gateway,
            GatewayWorkList workList,
            BiConsumer<PaymentCommand, MessageContext> commands,
            Pace pace) {
        this.gateway = gateway;
        this.workList = workList;
        this.commands = commands;
        this.pace = pace;
    }

    /** Never throws: whatever goes wrong, the same call is made again, at the latest when the lease runs out. */
    void call(Lease lease) {
        try (LogContext _ = lease.context().logged()) {
            answer(lease);
        }
    }

    private void answer(Lease lease) {
        try {
            GatewayKnowledge found = gateway.answerTo(lease);
            switch (found) {
                case GatewayAnswer.Approved approved ->
                    record(lease, lease.work().approved(approved.reference()));
                case GatewayAnswer.Declined declined ->
                    record(lease, lease.work().declined(declined.failure()));
                case GatewayAnswer.Unresolved unresolved -> postpone(lease, unresolved.reason());
                case GatewayKnowledge.NeverHeardOf _ -> postpone(lease, FORGOTTEN);
            }
            pace.catchUp().after(found);
        } catch (RuntimeException e) {
            notRecorded(lease, e);
            postponeQuietly(lease);
        }
    }

    private static void notRecorded(Lease lease, RuntimeException failure) {
        String what = "The gateway's answer to " + lease.work().key() + " is not recorded yet, trying again";
        StoreFailures.tell(LOG, "answer", what, failure);
    }

    private void postponeQuietly(Lease lease) {
        try {
            workList.postpone(lease, pauseAfter(lease));
        } catch (RuntimeException e) {
            LOG.debug(
                    "{} is due again when its lease runs out: {}", lease.work().key(), e.getMessage());
        }
    }

    private void record(Lease lease, PaymentCommand answer) {
        try {
            commands.accept(answer, lease.context());
            workList.complete(lease);
        } catch (PaymentRefused refused) {
            LOG.error(
                    "The gateway's answer to {} contradicts the payment and needs a person: {}",
                    lease.work().key(),
                    refused.refusal().message());
            workList.park(lease, refused.refusal().message());
        }
    }

    private void postpone(Lease lease, String reason) {
        Duration pause = pauseAfter(lease);
        LOG.atLevel(levelOf(lease, reason))
                .log(
                        "The gateway gave no answer to {}, again in {}: {}",
                        lease.work().key(),
                        pause,
                        reason);
        workList.postpone(lease, pause);
    }

    /** Told once of each call, and in an outage of none: that is told as one, and metrics count the calls. */
    private Level levelOf(Lease lease, String reason) {
        boolean needsAPerson = reason.equals(FORGOTTEN);
        boolean first = lease.calls() == 1 && !pace.catchUp().isOutage();
        return needsAPerson ? Level.WARN : first ? Level.INFO : Level.DEBUG;
    }

    private Duration pauseAfter(Lease lease) {
        return Duration.ofMillis(pace.backoff().apply(Math.min(lease.calls(), MAX_DOUBLINGS)));
    }

    /**
     * When calls without an answer are made again.
     *
     * @param backoff pause in milliseconds after so many calls
     * @param catchUp ends the pauses when the gateway answers again
     */
    record Pace(IntervalFunction backoff, CatchUp catchUp) {

        static Pace of(CommandServiceProperties.Gateway settings, GatewayWorkList workList, InstantSource clock) {
            return new Pace(
                    IntervalFunction.ofExponentialRandomBackoff(settings.backoff(), 2.0, settings.maxBackoff()),
                    new CatchUp(new Outage(settings.maxBackoff(), clock), () -> workList.hasten(settings.catchUp())));
        }
    }
}
