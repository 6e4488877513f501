package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a filter says about one field, as far as a key can use it: certain values, or from here to there. Always wide
 * enough; the filter itself is still applied to each document found.
 */
final class FieldBounds {

    private @Nullable List<byte[]> points;
    private byte @Nullable [] low;
    private byte @Nullable [] high;

    /** The only values that can match, in order; {@code null}: no such list. */
    @Nullable
    List<byte[]> points() {
        return points;
    }

    boolean isRange() {
        return low != null || high != null;
    }

    byte[] low() {
        return low != null ? low : new byte[] {requireBound(high)[0]};
    }

    byte[] high() {
        // past the last value of the same type: a range never matches values of another one
        return high != null ? high : new byte[] {(byte) (requireBound(low)[0] + 1)};
    }

    boolean allowsNull() {
        return points != null && points.stream().anyMatch(point -> point[0] == KeyBytes.NULL);
    }

    void restrict(@Nullable Object condition) {
        if (condition instanceof Document operators && hasOperator(operators)) {
            operators.forEach(this::operator);
        } else {
            pointsOf(Arrays.asList(condition));
        }
    }

    private void operator(String name, @Nullable Object operand) {
        switch (name) {
            case "$eq" -> pointsOf(Arrays.asList(operand));
            case "$in" -> {
                if (operand instanceof Collection<?> operands) {
                    pointsOf(operands);
                }
            }
            case "$gt" -> raise(operand, true);
            case "$gte" -> raise(operand, false);
            case "$lt" -> lower(operand, false);
            case "$lte" -> lower(operand, true);
            default -> {
                // no use for a key; the filter takes care of it
            }
        }
    }

    private void pointsOf(Collection<? extends @Nullable Object> values) {
        if (points == null && values.stream().allMatch(FieldBounds::isPoint)) {
            TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
            values.forEach(value -> sorted.add(KeyBytes.of(value)));
            points = List.copyOf(sorted);
        }
    }

    private void raise(@Nullable Object operand, boolean beyond) {
        if (hasOrder(operand)) {
            byte[] bound = beyond ? after(KeyBytes.of(operand)) : KeyBytes.of(operand);
            low = low == null || Arrays.compareUnsigned(low, bound) < 0 ? bound : low;
        }
    }

    private void lower(@Nullable Object operand, boolean including) {
        if (hasOrder(operand)) {
            byte[] bound = including ? after(KeyBytes.of(operand)) : KeyBytes.of(operand);
            high = high == null || Arrays.compareUnsigned(high, bound) > 0 ? bound : high;
        }
    }

    static byte[] after(byte[] key) {
        byte[] longer = Arrays.copyOf(key, key.length + 1);
        longer[key.length] = KeyBytes.AFTER;
        return longer;
    }

    private static boolean hasOperator(Map<String, ?> condition) {
        return condition.keySet().stream().anyMatch(key -> key.startsWith("$"));
    }

    /** An array or a pattern as the operand means more than equality. */
    private static boolean isPoint(@Nullable Object value) {
        return !(value instanceof Collection)
                && !BsonRegularExpression.isRegularExpression(value)
                && KeyBytes.canOrder(value);
    }

    private static boolean hasOrder(@Nullable Object value) {
        return KeyBytes.canOrder(value)
                && (value instanceof Number
                        || value instanceof String
                        || value instanceof ObjectId
                        || value instanceof Instant
                        || value instanceof BsonTimestamp);
    }

    private static byte[] requireBound(byte @Nullable [] bound) {
        if (bound == null) {
            throw new IllegalStateException("No range here");
        }
        return bound;
    }
}
