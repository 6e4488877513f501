package io.paylog.api.money;

import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The ISO 4217 currencies that are legal tender somewhere today, as the JDK's country data has them. That leaves out
 * codes for tests (XTS), for no currency (XXX), for metals and funds, and withdrawn currencies, all of which
 * {@link Currency#getAvailableCurrencies()} includes.
 */
public final class CirculatingCurrencies {

    private static final Set<Currency> CIRCULATING = Arrays.stream(Locale.getISOCountries())
            .map(country -> Currency.getInstance(Locale.of("", country)))
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());

    private CirculatingCurrencies() {}

    /** @throws IllegalArgumentException if the currency does not circulate */
    public static void check(Currency currency) {
        if (!CIRCULATING.contains(currency)) {
            throw notCirculating();
        }
    }

    /** @throws IllegalArgumentException if the code is not ISO 4217 or its currency does not circulate */
    public static Currency parse(String code) {
        return CIRCULATING.stream()
                .filter(currency -> currency.getCurrencyCode().equals(code))
                .findFirst()
                .orElseThrow(CirculatingCurrencies::notCirculating);
    }

    private static IllegalArgumentException notCirculating() {
        return new IllegalArgumentException("currency must be the ISO 4217 code of a currency that circulates");
    }
}
