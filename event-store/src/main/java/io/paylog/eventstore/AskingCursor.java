package io.paylog.eventstore;

import java.util.List;

/** For stores that have no cursors of their own: asks anew each time. */
final class AskingCursor implements CommitCursor {

    private final CommitStore commits;
    private final ReadBounds bounds;
    private long position;

    AskingCursor(CommitStore commits, long position, ReadBounds bounds) {
        this.commits = commits;
        this.position = position;
        this.bounds = bounds;
    }

    @Override
    public List<LoggedCommit> next() {
        List<LoggedCommit> found = commits.from(position, bounds);
        if (!found.isEmpty()) {
            position = found.getLast().lastPosition() + 1;
        }
        return found;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
