package io.paylog.api.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @ValueSource(longs = {Money.MIN_AMOUNT, 1999, Money.MAX_AMOUNT})
    void an_amount_within_the_bounds_is_kept(long amount) {
        assertThat(Money.of(amount, "EUR").amount()).isEqualTo(amount);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Money.MAX_AMOUNT + 1, Long.MAX_VALUE})
    void an_amount_out_of_bounds_is_refused(long amount) {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(amount, "EUR"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "USD", "JPY", "XOF", "XAF", "XPF", "XCD", "KWD", "CHF"})
    void a_currency_that_circulates_is_accepted(String code) {
        assertThat(CirculatingCurrencies.parse(code).getCurrencyCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEM", "FRF", "HRK"})
    void money_of_a_withdrawn_currency_stays_readable_in_history(String code) {
        assertThat(Money.of(1, code).currencyCode()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "XAU", "XDR", "DEM", "CHE", "EURO", "eur", "", "ABC"})
    void a_code_without_circulating_money_is_refused(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> CirculatingCurrencies.parse(code));
    }
}
