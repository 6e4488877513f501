package io.paylog.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A view in memory that remembers everything it ever was. */
final class TestView {

    private final Map<String, NavigableMap<Long, String>> history = new TreeMap<>();
    private long head;

    synchronized Held<String> write(String id) {
        head++;
        history.computeIfAbsent(id, key -> new TreeMap<>()).put(head, id + "@" + head);
        return new Held<>(id + "@" + head, head, head);
    }

    synchronized Held<String> read(String id) {
        Map.@Nullable Entry<Long, String> latest = upTo(id, head);
        return latest == null ? new Held<>(null, 0, head) : new Held<>(latest.getValue(), latest.getKey(), head);
    }

    private Map.@Nullable Entry<Long, String> upTo(String id, long position) {
        return history.getOrDefault(id, new TreeMap<>()).floorEntry(position);
    }

    /** Every event up to the position that the answer claims is in it. */
    synchronized void assertTrue(String id, Held<String> answer) {
        Map.@Nullable Entry<Long, String> expected = upTo(id, answer.upTo());
        if (expected == null) {
            assertThat(answer.value()).isNull();
        } else {
            // An answer may have more than it claims.
            assertThat(answer.position()).isGreaterThanOrEqualTo(expected.getKey());
            assertThat(answer.value()).isEqualTo(id + "@" + answer.position());
        }
    }

    synchronized Set<String> ids() {
        return Set.copyOf(history.keySet());
    }

    synchronized long positionOf(String id) {
        return read(id).position();
    }
}
