package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.Freshness;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentSort;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static ListPayments list(String organization, @Nullable PaymentStatus status, PaymentSort sort) {
        return new ListPayments(new OrganizationId(organization), status, sort, 20, null, Freshness.ANY);
    }

    private final ListPayments list = list("org-1", null, PaymentSort.AMOUNT_ASC);
    private final Cursor cursor = new Cursor(1999, "inv-2026_0042");

    @Test
    void a_cursor_comes_back_as_it_was() {
        assertThat(Cursor.decode(list, cursor.encode(list))).isEqualTo(cursor);
    }

    @Test
    void a_cursor_is_safe_in_an_address() {
        assertThat(cursor.encode(list)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        String text = cursor.encode(list);

        assertRefused(list("org-2", null, PaymentSort.AMOUNT_ASC), text);
        assertRefused(list("org-1", PaymentStatus.FAILED, PaymentSort.AMOUNT_ASC), text);
        assertRefused(list("org-1", null, PaymentSort.AMOUNT_DESC), text);
        assertRefused(list("org-1", null, PaymentSort.CREATED_AT_ASC), text);
    }

    @Test
    void a_damaged_cursor_is_refused() {
        String text = cursor.encode(list);

        for (int n = 0; n < text.length() - 1; n++) {
            char other = text.charAt(n) == 'A' ? 'B' : 'A';
            assertRefused(list, text.substring(0, n) + other + text.substring(n + 1));
        }
        List.of("", "=", "ä", "A".repeat(1000)).forEach(wrong -> assertRefused(list, wrong));
    }

    private static void assertRefused(ListPayments list, String text) {
        assertThatExceptionOfType(InvalidCursorException.class).as(text).isThrownBy(() -> Cursor.decode(list, text));
    }
}
