package io.paylog.api.queries;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit at most this many payments, {@value #MIN_LIMIT} to {@value #MAX_LIMIT}
 * @param cursor where the page starts: the {@code nextCursor} of a page of the same list; absent: at its beginning
 * @param includeTotal whether all payments of the list are to be counted
 */
public record PageRequest(int limit, @Nullable String cursor, boolean includeTotal) {

    public static final int MIN_LIMIT = 1;
    public static final int MAX_LIMIT = 100;

    /** @throws IllegalArgumentException if the limit is out of range */
    public PageRequest {
        if (limit < MIN_LIMIT || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be " + MIN_LIMIT + " to " + MAX_LIMIT + ", was " + limit);
        }
    }
}
