package io.paylog.api.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "inv-2026-0042", "A_b-9", "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void an_identifier_of_the_stated_form_is_accepted(String value) {
        assertThat(new PaymentId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a/b",
                "ä",
                "a\n",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void an_identifier_of_another_form_is_refused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PaymentId(value))
                .withMessageStartingWith("paymentId must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111111", "4111-1111-1111-1111", "378282246310005"})
    void a_card_number_is_no_payment_method(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PaymentMethod(token))
                .withMessageContaining("never a card number")
                .withMessageNotContaining(token);
    }

    @Test
    void a_description_at_its_bounds_is_accepted() {
        Map<String, String> metadata = pairs(Description.MAX_PAIRS, Description.MAX_KEY, Description.MAX_VALUE);

        Description description = new Description("x".repeat(Description.MAX_TEXT), metadata);

        assertThat(description.metadata()).isEqualTo(metadata);
    }

    @Test
    void a_description_past_a_bound_is_refused() {
        assertRefused("x".repeat(Description.MAX_TEXT + 1), Map.of());
        assertRefused(null, pairs(Description.MAX_PAIRS + 1, 10, 1));
        assertRefused(null, pairs(1, Description.MAX_KEY + 1, 1));
        assertRefused(null, pairs(1, 1, Description.MAX_VALUE + 1));
        assertRefused(null, Map.of("", "empty key"));
        assertRefused("a\u0000b", Map.of());
    }

    private static void assertRefused(@org.jspecify.annotations.Nullable String text, Map<String, String> metadata) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Description(text, metadata));
    }

    private static Map<String, String> pairs(int count, int keyLength, int valueLength) {
        return IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(i -> ("%0" + keyLength + "d").formatted(i), i -> "v".repeat(valueLength)));
    }
}
