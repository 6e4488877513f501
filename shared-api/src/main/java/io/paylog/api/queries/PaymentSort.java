package io.paylog.api.queries;

import java.util.Arrays;
import java.util.Optional;

/**
 * The orders in which payments are listed. Equal values are ordered by identifier, in the same direction. Statuses are
 * ordered by name.
 */
public enum PaymentSort {
    CREATED_AT_DESC("createdAt", false),
    CREATED_AT_ASC("createdAt", true),
    AMOUNT_DESC("amount", false),
    AMOUNT_ASC("amount", true),
    STATUS_DESC("status", false),
    STATUS_ASC("status", true);

    private final String field;
    private final boolean ascending;

    PaymentSort(String field, boolean ascending) {
        this.field = field;
        this.ascending = ascending;
    }

    /** The field of {@link PaymentView} that decides. */
    public String field() {
        return field;
    }

    public boolean ascending() {
        return ascending;
    }

    /** Field and direction, such as {@code createdAt:desc}. */
    public String text() {
        return field + (ascending ? ":asc" : ":desc");
    }

    public static Optional<PaymentSort> parse(String text) {
        return Arrays.stream(values()).filter(sort -> sort.text().equals(text)).findFirst();
    }
}
