package io.paylog.command.gateway;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Keeps what a gateway has to promise, and fails in every way in which it may. Its books are the truth. It forgets a key
 * some time after it has promised to keep it, and does a call with that key as if it were new.
 */
final class FaultyGateway implements PaymentGateway {

    private static final Failure SOFT = new Failure("card_declined", "no", true);
    private static final Failure HARD = new Failure("card_expired", "never", false);

    /** More than passes between the check of a key's age and the call. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Random random;
    private final Duration keepsKeysFor;
    private final InstantSource clock;
    private final Runnable meanwhile;
    private final Map<String, Answered> answers = new HashMap<>();
    private final List<Movement> movements = new ArrayList<>();
    private double lossRate;
    private boolean available = true;

    /** @param meanwhile what happens elsewhere while a call is under way; what it throws kills the caller */
    FaultyGateway(Random random, Duration keepsKeysFor, InstantSource clock, Runnable meanwhile) {
        this.random = random;
        this.keepsKeysFor = keepsKeysFor;
        this.clock = clock;
        this.lossRate = random.nextDouble() * 0.6;
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
        GatewayAnswer answer = remembered(call.key()).orElseGet(() -> decide(call, ifFirst));
        meanwhile.run();
        return isLost() ? noAnswer() : answer;
    }

    boolean knows(String key) {
        return remembered(key).isPresent();
    }

    private Optional<GatewayAnswer> remembered(String key) {
        return Optional.ofNullable(answers.get(key))
                .filter(answered -> clock.instant()
                        .isBefore(answered.at().plus(keepsKeysFor).plus(MARGIN)))
                .map(Answered::answer);
    }

    private GatewayAnswer decide(Call call, GatewayAnswer decision) {
        if (decision instanceof GatewayAnswer.Approved) {
            movements.add(new Movement(
                    call.key(),
                    call.paymentId(),
                    call instanceof Charge,
                    call.money().amount()));
        }
        answers.put(call.key(), new Answered(clock.instant(), decision));
        return decision;
    }

    @Override
    public GatewayKnowledge lookUp(Call call) {
        meanwhile.run();
        if (isLost()) {
            return noAnswer();
        }
        GatewayKnowledge known = remembered(call.key())
                .<GatewayKnowledge>map(answer -> answer)
                .orElseGet(GatewayKnowledge.NeverHeardOf::new);
        meanwhile.run();
        return known;
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

    /** The key of each charge and refund that was made. */
    List<String> keysOfMovements() {
        return movements.stream().map(Movement::key).toList();
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
        return keepsKeysFor;
    }

    private record Answered(Instant at, GatewayAnswer answer) {}

    private record Movement(String key, PaymentId paymentId, boolean charge, long amount) {}
}
