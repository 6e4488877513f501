package io.paylog.api.money;

import java.util.Currency;

/**
 * An amount of money: whole minor units (cents, pence, yen) of a currency. Which currencies circulate changes over the
 * years, and history must stay readable, so that is asked where new money is taken in: {@link CirculatingCurrencies}.
 *
 * @param amount minor units, {@value #MIN_AMOUNT} to {@value #MAX_AMOUNT}
 * @param currency an ISO 4217 currency
 */
public record Money(long amount, Currency currency) {

    public static final long MIN_AMOUNT = 1;
    public static final long MAX_AMOUNT = 999_999_999_999L;

    /** @throws IllegalArgumentException if the amount is out of range */
    public Money {
        checkAmount(amount);
    }

    /** @throws IllegalArgumentException if the amount is out of range, whatever the currency */
    public static long checkAmount(long amount) {
        if (amount < MIN_AMOUNT || amount > MAX_AMOUNT) {
            throw new IllegalArgumentException(
                    "amount must be " + MIN_AMOUNT + " to " + MAX_AMOUNT + " minor units, was " + amount);
        }
        return amount;
    }

    /**
     * @param currencyCode an ISO 4217 code such as {@code EUR}
     * @throws IllegalArgumentException if the amount is out of range or the currency unknown
     */
    public static Money of(long amount, String currencyCode) {
        return new Money(amount, Currency.getInstance(currencyCode));
    }

    public String currencyCode() {
        return currency.getCurrencyCode();
    }

    @Override
    public String toString() {
        return amount + " " + currency;
    }
}
