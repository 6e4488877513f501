package io.paylog.query.caching;

/**
 * A value and how new it is.
 *
 * @param value as text
 * @param position of the event that last changed it; of two values, the one with the greater position is newer
 * @param upTo the value was current when the view had every event up to here; not less than the position
 */
public record CachedValue(String id, String value, long position, long upTo) {

    String encoded() {
        return position + "|" + upTo + "|" + value;
    }

    /** @throws NumberFormatException if the text was not encoded here */
    static CachedValue decode(String id, String text) {
        String[] parts = text.split("\\|", 3);
        if (parts.length != 3) {
            throw new NumberFormatException("a cached value has a position, a bound and a text");
        }
        return new CachedValue(id, parts[2], Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
