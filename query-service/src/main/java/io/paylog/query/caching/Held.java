package io.paylog.query.caching;

import org.jspecify.annotations.Nullable;

/**
 * A value and how new it is.
 *
 * @param value absent: there was none
 * @param position of the event that last changed it; of two values, the one with the greater position is newer
 * @param upTo the value was current when the view had every event up to here; not less than the position
 */
public record Held<V>(@Nullable V value, long position, long upTo) {

    boolean isNewerThan(long otherPosition, long otherUpTo) {
        return position > otherPosition || (position == otherPosition && upTo > otherUpTo);
    }
}
