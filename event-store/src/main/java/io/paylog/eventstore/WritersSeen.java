package io.paylog.eventstore;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who else appends, judged by whose count of beats changes from look to look. Only the clock of this process is asked, and
 * only how far it went.
 */
final class WritersSeen {

    /** A writer counts as appending for so long after a change of its count was seen. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** A count that stood for so long is one of a process that rests or is gone. It would come back if it beat again. */
    static final Duration ABANDONED = Duration.ofMinutes(1);

    private final Map<String, Seen> seen = new HashMap<>();
    private long untilNanos;
    private boolean appended;

    /** @param sinceNanos when this count was seen first */
    private record Seen(long beats, long sinceNanos) {}

    /** @param beats of all but this process */
    void look(Map<String, Long> beats, long nowNanos) {
        seen.keySet().retainAll(beats.keySet());
        beats.forEach((writer, count) -> {
            Seen before = seen.get(writer);
            if (before == null) {
                seen.put(writer, new Seen(count, nowNanos)); // it may have stood there for long
            } else if (before.beats() != count) {
                seen.put(writer, new Seen(count, nowNanos));
                untilNanos = nowNanos + FRESH.toNanos();
                appended = true;
            }
        });
    }

    boolean haveAppended() {
        return appended;
    }

    /** Until when they count as appending, if {@link #haveAppended}. */
    long appendUntilNanos() {
        return untilNanos;
    }

    /** With the counts that they left. */
    Map<String, Long> abandonedAt(long nowNanos) {
        return seen.entrySet().stream()
                .filter(writer -> nowNanos - writer.getValue().sinceNanos() >= ABANDONED.toNanos())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, writer -> writer.getValue().beats()));
    }
}
