package io.paylog.api.queries;

import java.util.Arrays;
import java.util.Optional;

/** The times of a payment that lists can be bounded by. */
public enum DateField {
    CREATED_AT("createdAt"),
    UPDATED_AT("updatedAt"),
    /** Absent as long as the gateway has not said yes. */
    PROCESSED_AT("processedAt"),
    /** Absent unless the gateway said no to the last attempt. */
    FAILED_AT("failedAt");

    private final String field;

    DateField(String field) {
        this.field = field;
    }

    /** The field of {@link PaymentView}. */
    public String field() {
        return field;
    }

    public static Optional<DateField> parse(String text) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.field.equals(text))
                .findFirst();
    }
}
