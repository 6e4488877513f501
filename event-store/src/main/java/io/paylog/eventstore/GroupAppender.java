package io.paylog.eventstore;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Appends the commits that come together with one command. The caller who finds nobody there sends its own commit at once;
 * those who come meanwhile wait. When its commit's fate is known, it leaves, and the one who has waited longest sends the
 * next batch for all of them. So there is no thread to start, stop or watch, and nobody works for others for long.
 */
final class GroupAppender implements Appender {

    private final AppendLine line;
    private final BatchDriver driver;
    private final Duration deadline;

    GroupAppender(AppendStore store, KnownHead head, Duration deadline, AppendBounds bounds, Courtesy courtesy) {
        this.line = new AppendLine(bounds.batch(), bounds.waiting());
        this.driver = new BatchDriver(store, head, line, courtesy);
        this.deadline = deadline;
    }

    @Override
    public Appended append(NewCommit commit) {
        PendingAppend append = new PendingAppend(commit, deadline);
        line.enter(append);
        try {
            settle(append);
        } catch (EventLogException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Whatever broke must not look like a commit that is not there.
            if (append.canHaveLanded()) {
                throw append.unknown(e);
            }
            throw e;
        } finally {
            line.leave(append);
        }
        return append.fate();
    }

    private void settle(PendingAppend append) {
        while (!append.isSettled()) {
            line.requireMayGoOn(append);
            if (line.isLedBy(append)) {
                driver.step();
            } else {
                LockSupport.parkNanos(line, append.remainingNanos());
            }
        }
    }

    @Override
    public void stop(Supplier<EventLogException> because) {
        line.stop(because);
    }

    @Override
    public boolean awaitAnswers(Duration patience) {
        return line.awaitEmpty(patience);
    }

    @Override
    public int waiting() {
        return line.waiting();
    }
}
