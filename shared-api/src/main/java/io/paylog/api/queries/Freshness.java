package io.paylog.api.queries;

import java.time.Duration;

/**
 * How new the view must be that answers a query.
 *
 * @param minPosition position of the event that the answer must reflect, from 1; 0: any view will do
 * @param maxWait how long the answer may be held back until the view is that new; not negative
 */
public record Freshness(long minPosition, Duration maxWait) {

    /** Any view will do. */
    public static final Freshness ANY = new Freshness(0, Duration.ZERO);

    /** @throws IllegalArgumentException if one of the two is negative */
    public Freshness {
        if (minPosition < 0) {
            throw new IllegalArgumentException("minPosition must not be negative, was " + minPosition);
        }
        if (maxWait.isNegative()) {
            throw new IllegalArgumentException("maxWait must not be negative, was " + maxWait);
        }
    }
}
