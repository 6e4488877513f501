package io.paylog.command.gateway;

import io.paylog.api.money.Money;
import io.paylog.api.payments.Billing;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.RefundId;
import io.paylog.api.payments.UserId;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What clients ask of a handful of payments, in no sensible order. */
final class RandomCommands {

    private static final Billing BILLING = new Billing(new OrganizationId("org-7"), new UserId("user-9"), null, null);
    private static final int MOST_PAYMENTS = 12;

    private final Random random;
    private int payments;

    RandomCommands(Random random) {
        this.random = random;
    }

    PaymentCommand next() {
        if (payments == 0 || (payments < MOST_PAYMENTS && random.nextInt(3) == 0)) {
            return new ProcessPayment(
                    id(payments++), BILLING, Money.of(1_000, "EUR"), method(), new Description("", Map.of()));
        }
        PaymentId id = id(random.nextInt(payments));
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> new RetryPayment(id, random.nextBoolean() ? null : 2 + random.nextInt(3), other(), null);
            case 4 -> new DeletePayment(id, null, null);
            default -> new RefundPayment(id, new RefundId(String.valueOf(random.nextInt(6))), part(), null, null);
        };
    }

    private static PaymentId id(int number) {
        return new PaymentId("p-" + number);
    }

    private PaymentMethod method() {
        return new PaymentMethod(
                switch (random.nextInt(5)) {
                    case 0, 1 -> "pm_soft";
                    case 2 -> "pm_hard";
                    default -> "pm_ok";
                });
    }

    private @Nullable PaymentMethod other() {
        return random.nextInt(3) == 0 ? null : method();
    }

    private @Nullable Long part() {
        return random.nextInt(4) == 0 ? null : 1L + random.nextInt(700);
    }
}
