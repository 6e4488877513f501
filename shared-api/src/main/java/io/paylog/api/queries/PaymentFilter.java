package io.paylog.api.queries;

import io.paylog.api.money.Money;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import java.time.Duration;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Which payments are listed: those that meet every condition that is given. Deleted payments never are.
 *
 * @param organizationId may be absent only with {@code olderThan}
 * @param currency any that ISO 4217 has or had: history outlives currencies
 * @param minAmount minor units, inclusive
 * @param maxAmount minor units, inclusive
 * @param olderThan only payments whose current attempt began longer ago than this: for the status PROCESSING only, where
 *     it finds payments that the gateway leaves unresolved; positive, at most {@link #MAX_AGE}
 */
public record PaymentFilter(
        @Nullable OrganizationId organizationId,
        @Nullable PaymentStatus status,
        @Nullable Currency currency,
        @Nullable Long minAmount,
        @Nullable Long maxAmount,
        @Nullable DateRange dates,
        @Nullable Duration olderThan) {

    public static final Duration MAX_AGE = Duration.ofDays(3_650);

    /** @throws IllegalArgumentException if the conditions cannot go together, or one can never be met */
    public PaymentFilter {
        require(organizationId != null || olderThan != null, "organizationId is required without olderThan");
        require(status != PaymentStatus.DELETED, "deleted payments are not listed");
        require(inRange(minAmount) && inRange(maxAmount), "amounts must be in the range of money");
        require(
                minAmount == null || maxAmount == null || minAmount <= maxAmount,
                "minAmount must not be greater than maxAmount");
        require(
                olderThan == null || (inRange(olderThan) && status == PaymentStatus.PROCESSING),
                "olderThan must be a positive age, and goes with the status PROCESSING only");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static boolean inRange(@Nullable Long amount) {
        return amount == null || (amount >= Money.MIN_AMOUNT && amount <= Money.MAX_AMOUNT);
    }

    private static boolean inRange(Duration age) {
        return age.isPositive() && age.compareTo(MAX_AGE) <= 0;
    }

    /** All payments of one organization. */
    public static PaymentFilter of(OrganizationId organization) {
        return new PaymentFilter(organization, null, null, null, null, null, null);
    }
}
