package io.paylog.api.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.CompleteRefund;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypesTest {

    private static final PaymentId PAYMENT = new PaymentId("p-1");

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

    @ParameterizedTest
    @ValueSource(strings = {"a\ud800b", "\udc00", "\udc00\ud800", "a\u0000b", "line\nline", "\u0085"})
    void text_that_no_store_keeps_as_it_is_is_refused(String text) {
        assertRefused(text, Map.of());
        assertRefused(null, Map.of(text, "value"));
        assertRefused(null, Map.of("key", text));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeletePayment(PAYMENT, text, null))
                .withMessageStartingWith("reason must not contain");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefundPayment(PAYMENT, new RefundId("r-1"), null, text, null))
                .withMessageStartingWith("reason must not contain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ud83d\ude00 \ud834\udd1e", "e\u0301", "\u202eab", "\u2028", "\uffff"})
    void odd_text_is_accepted_as_it_is(String text) {
        assertThat(new Description(text, Map.of("key", text)).text()).isEqualTo(text);
        assertThat(new DeletePayment(PAYMENT, text, null).reason()).isEqualTo(text);
    }

    @Test
    void a_reason_is_bounded() {
        String longest = "x".repeat(PaymentCommand.MAX_REASON);

        assertThat(new DeletePayment(PAYMENT, longest, null).reason()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> new DeletePayment(PAYMENT, longest + "x", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefundPayment(PAYMENT, new RefundId("r-1"), null, longest + "x", null));
    }

    @Test
    void what_a_gateway_says_is_taken_with_what_no_store_keeps_replaced() {
        assertThat(new Failure("odd\ud800", "no\n\udc00\ud83d\ude00", false))
                .isEqualTo(new Failure("odd\ufffd", "no \ufffd\ud83d\ude00", false));
        assertThat(new CompletePayment(PAYMENT, 1, "ch\u0000").gatewayReference())
                .isEqualTo("ch ");
        assertThat(new CompleteRefund(PAYMENT, new RefundId("r-1"), "\ud800").gatewayReference())
                .isEqualTo("\ufffd");
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
