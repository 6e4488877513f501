package io.paylog.command.payments;

import io.paylog.api.payments.Description;
import io.paylog.api.payments.Failure;
import org.jspecify.annotations.Nullable;

/** About how much memory the parts of a payment take, in bytes; rather too much than too little. */
final class Footprint {

    /** What every payment has: ids, amounts, times, the gateway's reference, and Axon's wrapping. */
    static final int OF_PAYMENT = 2_048;

    static final int OF_REFUND = 256;

    private static final int OF_OBJECT = 64;

    private Footprint() {}

    static int of(@Nullable String text) {
        return text == null ? 0 : OF_OBJECT + 2 * text.length();
    }

    static int of(Description description) {
        return of(description.text())
                + description.metadata().entrySet().stream()
                        .mapToInt(pair -> OF_OBJECT + of(pair.getKey()) + of(pair.getValue()))
                        .sum();
    }

    static int of(@Nullable Failure failure) {
        return failure == null ? 0 : OF_OBJECT + of(failure.code()) + of(failure.message());
    }
}
