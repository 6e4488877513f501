package io.paylog.query.consistency;

import io.paylog.query.projecting.ProjectionEntry;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether documents have ever held all that was in the log. While they have not, the log is asked where it ends, and the
 * answer is good for a while: a view that is that little behind a log which never stops growing is complete, and callers in
 * plenty ask the log no more often.
 *
 * @param entry absent: the documents are not known yet
 * @param required where the log ended when it was asked
 * @param untilNanos the end of the while
 */
record History(@Nullable ProjectionEntry entry, boolean isComplete, long required, long untilNanos) {

    static final History UNKNOWN = new History(null, false, 0, System.nanoTime());

    private static final long LOOK_NANOS = 2_000_000_000;

    static History of(ProjectionEntry entry) {
        return new History(entry, entry.isComplete(), entry.replayUntil(), System.nanoTime());
    }

    /** With an answer of the log that is still good. */
    History look(LongSupplier head) {
        long now = System.nanoTime();
        return now - untilNanos < 0
                ? this
                : new History(entry, isComplete, Math.max(required, head.getAsLong()), now + LOOK_NANOS);
    }

    History completed() {
        return new History(entry, true, required, untilNanos);
    }
}
