package io.paylog.api.queries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span of time that one of a payment's times must lie in. Views cut times to milliseconds.
 *
 * @param from inclusive; absent: from the beginning
 * @param to exclusive; absent: without end
 */
public record DateRange(
        DateField field, @Nullable Instant from, @Nullable Instant to) {

    /** @throws IllegalArgumentException if there is no bound, or nothing lies between the two */
    public DateRange {
        if (from == null && to == null) {
            throw new IllegalArgumentException("from or to must be given");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to");
        }
    }

    /** @param time absent: lies nowhere */
    public boolean contains(@Nullable Instant time) {
        return time != null && (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }
}
