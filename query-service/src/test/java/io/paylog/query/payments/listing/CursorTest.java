package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.DateField;
import io.paylog.api.queries.DateRange;
import io.paylog.api.queries.Freshness;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PageRequest;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final Beginning BEGUN = new Beginning(42, Instant.parse("2026-01-02T03:04:05.678Z"));

    private static ListPayments list(String organization, @Nullable PaymentStatus status, PaymentSort sort) {
        return list(new PaymentFilter(new OrganizationId(organization), status, null, null, null, null, null), sort);
    }

    private static ListPayments list(PaymentFilter filter, PaymentSort sort) {
        return new ListPayments(filter, sort, new PageRequest(20, null, false), Freshness.ANY);
    }

    private final ListPayments list = list("org-1", null, PaymentSort.AMOUNT_ASC);
    private final Cursor cursor = new Cursor(new SortKey(1999, "inv-2026_0042"), BEGUN);

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
        assertRefused(list(filtered("EUR", null, null), PaymentSort.AMOUNT_ASC), text);
        assertRefused(list(filtered(null, 1L, null), PaymentSort.AMOUNT_ASC), text);
        assertRefused(
                list(
                        filtered(null, null, new DateRange(DateField.CREATED_AT, Instant.EPOCH, null)),
                        PaymentSort.AMOUNT_ASC),
                text);
    }

    private static PaymentFilter filtered(@Nullable String currency, @Nullable Long min, @Nullable DateRange dates) {
        Currency given = currency == null ? null : Currency.getInstance(currency);
        return new PaymentFilter(new OrganizationId("org-1"), null, given, min, null, dates, null);
    }

    @Test
    void a_cursor_that_could_not_have_been_given_out_is_refused_though_its_checksum_is_right() {
        ListPayments byStatus = list("org-1", null, PaymentSort.STATUS_ASC);
        Instant time = BEGUN.time();

        assertRefused(byStatus, new Cursor(new SortKey(5, "p-1"), BEGUN).encode(byStatus));
        assertRefused(byStatus, new Cursor(new SortKey(-1, "p-1"), BEGUN).encode(byStatus));
        ListPayments failed = list("org-1", PaymentStatus.FAILED, PaymentSort.STATUS_ASC);
        assertRefused(failed, new Cursor(new SortKey(0, "p-1"), BEGUN).encode(failed));
        assertRefused(list, new Cursor(new SortKey(1, "p 1"), BEGUN).encode(list));
        assertRefused(list, new Cursor(cursor.last(), new Beginning(-1, time)).encode(list));
        assertRefused(list, new Cursor(cursor.last(), new Beginning(1, time.plusSeconds(1L << 40))).encode(list));
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
