package io.paylog.command.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.paylog.command.gateway.GatewayAnswer.Approved;
import io.paylog.command.gateway.GatewayAnswer.Declined;
import io.paylog.command.gateway.GatewayAnswer.Unresolved;
import io.paylog.command.gateway.GatewayKnowledge.NeverHeardOf;
import io.paylog.command.gateway.GatewayWorkList.Lease;
import io.paylog.command.gateway.PaymentGateway.Call;
import io.paylog.command.gateway.PaymentGateway.Charge;
import io.paylog.command.gateway.PaymentGateway.Repayment;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gets the gateway's answer to a call: by the call itself, or by a look-up if it may have been made before. */
final class AskGateway {

    static final String CALLS = "paylog.gateway.calls";

    private static final Logger LOG = LoggerFactory.getLogger(AskGateway.class);

    /**
     * The first call for what a payment has just asked for is made without a look-up. Older work may have been done
     * before: it is listed again when the command database or the position of the listing is restored. Within this time
     * a second call does no harm, since every gateway keeps keys for longer.
     */
    static final Duration NEW = Duration.ofSeconds(30);

    private final PaymentGateway gateway;
    private final InstantSource clock;
    private final MeterRegistry meters;

    AskGateway(PaymentGateway gateway, InstantSource clock, MeterRegistry meters) {
        this.gateway = gateway;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * What goes wrong at the gateway is no answer.
     *
     * @return {@link NeverHeardOf} if the gateway may have forgotten the key: the call is not made, as it could be done
     *     again
     */
    GatewayKnowledge answerTo(Lease lease) {
        Call call = lease.work().call();
        if (lease.calls() == 1 && isYoungerThan(NEW, lease)) {
            return make(call);
        }
        GatewayKnowledge known = observe("look-up", call, () -> gateway.lookUp(call), Unresolved::new);
        return known instanceof NeverHeardOf && isYoungerThan(gateway.keepsKeysFor(), lease) ? make(call) : known;
    }

    private GatewayAnswer make(Call call) {
        return switch (call) {
            case Charge charge -> observe("charge", call, () -> gateway.charge(charge), Unresolved::new);
            case Repayment repayment -> observe("refund", call, () -> gateway.refund(repayment), Unresolved::new);
        };
    }

    private <K extends GatewayKnowledge> K observe(
            String operation, Call call, Supplier<K> asking, Function<String, K> unresolved) {
        Timer.Sample sample = Timer.start(meters);
        K answer;
        try {
            answer = asking.get();
        } catch (RuntimeException e) {
            String what = "The gateway's adapter failed at the " + operation + " of " + call.key();
            StoreFailures.tell(LOG, "adapter", what, e);
            answer = unresolved.apply(String.valueOf(e.getMessage()));
        }
        sample.stop(Timer.builder(CALLS)
                .description("Calls to the payment gateway")
                .tag("operation", operation)
                .tag("outcome", outcome(answer))
                .register(meters));
        return answer;
    }

    /** What alerts ask for, so it stays when a class is renamed. */
    private static String outcome(GatewayKnowledge answer) {
        return switch (answer) {
            case Approved _ -> "approved";
            case Declined _ -> "declined";
            case Unresolved _ -> "unresolved";
            case NeverHeardOf _ -> "never_heard_of";
        };
    }

    private boolean isYoungerThan(Duration age, Lease lease) {
        return clock.instant().isBefore(lease.callableSince().plus(age));
    }
}
