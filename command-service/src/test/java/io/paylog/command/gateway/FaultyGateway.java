package io.paylog.command.gateway;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Keeps what a gateway has to promise, and fails in every way in which it may. Its books are the truth. */
final class FaultyGateway implements PaymentGateway {

    private static final Failure SOFT = new Failure("card_declined", "no", true);
    private static final Failure HARD = new Failure("card_expired", "never", false);

    private final Random random;
    private final Runnable meanwhile;
    private final Map<String, GatewayAnswer> answers = new HashMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private double lossRate;
    private boolean available = true;

    /** @param meanwhile what happens elsewhere while a call is under way; what it throws kills the caller */
    FaultyGateway(Random random, double lossRate, Runnable meanwhile) {
        this.random = random;
        this.lossRate = lossRate;
        this.meanwhile = meanwhile;
    }

    @Override
    public GatewayAnswer charge(Charge charge) {
        return make(
                charge,
                switch (charge.paymentMethod().token()) {
                    case "pm_ok" -> new GatewayAnswer.Approved("ch_" + charge.key());
                    case "pm_soft" -> new GatewayAnswer.Declined(SOFT);
                    case "pm_hard" -> new GatewayAnswer.Declined(HARD);
                    default -> throw new IllegalArgumentException("not a method of this test: " + charge);
                });
    }

    @Override
    public GatewayAnswer refund(Repayment repayment) {
        return make(
                repayment,
                random.nextInt(4) == 0
                        ? new GatewayAnswer.Declined(HARD)
                        : new GatewayAnswer.Approved("re_" + repayment.key()));
    }

    private GatewayAnswer make(Call call, GatewayAnswer ifFirst) {
        meanwhile.run();
        if (isLost()) {
            return noAnswer();
        }
        GatewayAnswer answer = answers.computeIfAbsent(call.key(), _ -> decide(call, ifFirst));
        meanwhile.run();
        return isLost() ? noAnswer() : answer;
    }

    private GatewayAnswer decide(Call call, GatewayAnswer decision) {
        if (decision instanceof GatewayAnswer.Approved) {
            movements.add(new Movement(
                    call.paymentId(), call instanceof Charge, call.money().amount()));
        }
        return decision;
    }

    @Override
    public GatewayKnowledge lookUp(Call call) {
        meanwhile.run();
        if (isLost()) {
            return noAnswer();
        }
        GatewayAnswer answer = answers.get(call.key());
        meanwhile.run();
        return answer == null ? new GatewayKnowledge.NeverHeardOf() : answer;
    }

    private boolean isLost() {
        return !available || random.nextDouble() < lossRate;
    }

    private GatewayAnswer noAnswer() {
        if (random.nextBoolean()) {
            throw new IllegalStateException("connection reset");
        }
        return new GatewayAnswer.Unresolved("timed out");
    }

    void change(boolean nowAvailable) {
        available = nowAvailable;
    }

    void recover() {
        available = true;
        lossRate = 0;
    }

    /** Minor units of each charge that was made for a payment. */
    List<Long> charged(PaymentId paymentId) {
        return moved(paymentId, true);
    }

    /** Minor units of each refund that was made for a payment. */
    List<Long> paidBack(PaymentId paymentId) {
        return moved(paymentId, false);
    }

    private List<Long> moved(PaymentId paymentId, boolean charge) {
        return movements.stream()
                .filter(movement ->
                        movement.charge() == charge && movement.paymentId().equals(paymentId))
                .map(Movement::amount)
                .toList();
    }

    @Override
    public Duration keepsKeysFor() {
        return Duration.ofDays(365);
    }

    private record Movement(PaymentId paymentId, boolean charge, long amount) {}
}
