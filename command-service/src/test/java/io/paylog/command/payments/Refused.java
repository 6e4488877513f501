package io.paylog.command.payments;

import org.hamcrest.CoreMatchers;
import org.hamcrest.FeatureMatcher;
import org.hamcrest.Matcher;

/** Matches the reason of a refusal, with its data. */
final class Refused extends FeatureMatcher<PaymentRefused, Refusal> {

    private Refused(Refusal refusal) {
        super(CoreMatchers.equalTo(refusal), "a refusal because of", "refusal");
    }

    static Matcher<PaymentRefused> because(Refusal refusal) {
        return new Refused(refusal);
    }

    @Override
    protected Refusal featureValueOf(PaymentRefused actual) {
        return actual.refusal();
    }
}
