package io.paylog.command.gateway.contract;

import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.gateway.GatewayAnswer;
import io.paylog.command.gateway.GatewayKnowledge;
import io.paylog.command.gateway.PaymentGateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the contract with a map; what is derived from it breaks it in one place each. */
class InMemoryGateway implements PaymentGateway, GatewayUnderTest {

    private static final GatewayAnswer NO_ANSWER = new GatewayAnswer.Unresolved("timed out");

    private final Map<String, GatewayAnswer> answers = new HashMap<>();
    private final List<Call> movements = new ArrayList<>();
    private final Set<String> losesAnswers = new HashSet<>();

    @Override
    public synchronized GatewayAnswer charge(Charge charge) {
        if (charge.paymentMethod().equals(declined())) {
            return answers.computeIfAbsent(charge.key(), _ -> decline());
        }
        if (charge.paymentMethod().equals(answerLost())) {
            losesAnswers.add("ch_" + charge.key());
        }
        return make(charge, "ch_" + charge.key(), "ch_" + charge.key());
    }

    @Override
    public synchronized GatewayAnswer refund(Repayment repayment) {
        return make(repayment, "re_" + repayment.key(), repayment.chargeReference());
    }

    private GatewayAnswer make(Call call, String reference, String chargeReference) {
        boolean first = !answers.containsKey(call.key());
        if (moves(first)) {
            movements.add(call);
        }
        GatewayAnswer answer = new GatewayAnswer.Approved(reference);
        answers.put(call.key(), answer);
        return first && losesAnswers.contains(chargeReference) ? lostAnswer() : answer;
    }

    @Override
    public synchronized GatewayKnowledge lookUp(Call call) {
        return remembered(answers.get(call.key()));
    }

    GatewayKnowledge remembered(@Nullable GatewayAnswer answer) {
        return answer == null ? new GatewayKnowledge.NeverHeardOf() : answer;
    }

    boolean moves(boolean firstCallWithItsKey) {
        return firstCallWithItsKey;
    }

    GatewayAnswer lostAnswer() {
        return NO_ANSWER;
    }

    GatewayKnowledge unansweredLookUp() {
        return NO_ANSWER;
    }

    GatewayAnswer decline() {
        return new GatewayAnswer.Declined(new Failure("declined", "no", true));
    }

    @Override
    public Duration keepsKeysFor() {
        return Duration.ofDays(1);
    }

    @Override
    public PaymentGateway gateway() {
        return this;
    }

    @Override
    public PaymentGateway unreachable() {
        return new PaymentGateway() {

            @Override
            public GatewayAnswer charge(Charge charge) {
                return lostAnswer();
            }

            @Override
            public GatewayAnswer refund(Repayment repayment) {
                return lostAnswer();
            }

            @Override
            public GatewayKnowledge lookUp(Call call) {
                return unansweredLookUp();
            }

            @Override
            public Duration keepsKeysFor() {
                return Duration.ofDays(1);
            }
        };
    }

    @Override
    public PaymentMethod approved() {
        return new PaymentMethod("yes");
    }

    @Override
    public PaymentMethod declined() {
        return new PaymentMethod("no");
    }

    @Override
    public PaymentMethod answerLost() {
        return new PaymentMethod("lost");
    }

    @Override
    public synchronized long moved(String key) {
        return movements.stream()
                .filter(call -> call.key().equals(key))
                .mapToLong(call -> call.money().amount())
                .sum();
    }
}
