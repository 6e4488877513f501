package io.paylog.query.caching;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What nodes tell one another about a generation's values: which have changed, and from where on values are believed.
 * As text: the generation, then a line for each value, of its position and identifier; a line without identifier is the
 * floor.
 *
 * @param prefix of the generation's keys
 * @param positions by identifier; values that are older have been replaced
 * @param floor values that were current only before this position are not believed any more; 0 if this is no news of it
 */
record Changes(String prefix, Map<String, Long> positions, long floor) {

    static Changes of(String prefix, Collection<CachedValue> values) {
        Map<String, Long> positions = new HashMap<>();
        values.forEach(value -> positions.merge(value.id(), value.position(), Math::max));
        return new Changes(prefix, positions, 0);
    }

    static Changes floor(String prefix, long floor) {
        return new Changes(prefix, Map.of(), floor);
    }

    String encoded() {
        StringBuilder text = new StringBuilder(prefix);
        positions.forEach(
                (id, position) -> text.append('\n').append(position).append(' ').append(id));
        if (floor > 0) {
            text.append('\n').append(floor);
        }
        return text.toString();
    }

    /** Has the consumer called if the text is one that was encoded here; what anybody else may say is passed over. */
    static void decode(String text, Consumer<Changes> consumer) {
        String[] lines = text.split("\n", -1);
        Map<String, Long> positions = new HashMap<>();
        long floor = 0;
        try {
            for (int n = 1; n < lines.length; n++) {
                String[] parts = lines[n].split(" ", 2);
                long position = Long.parseLong(parts[0]);
                if (parts.length == 2) {
                    positions.put(parts[1], position);
                } else {
                    floor = position;
                }
            }
        } catch (NumberFormatException foreign) {
            return;
        }
        consumer.accept(new Changes(lines[0], positions, floor));
    }
}
