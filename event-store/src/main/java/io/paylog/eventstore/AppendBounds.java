package io.paylog.eventstore;

/**
 * How much is appended at once.
 *
 * @param commit what a commit may hold
 * @param batch what is inserted with one command; at least the bytes of one commit
 * @param waiting appends of this process that wait while others are sent, 1 to 100,000; further ones are refused
 */
public record AppendBounds(CommitBounds commit, BatchBounds batch, int waiting) {

    public AppendBounds {
        EventLogSettings.requireWithin("commit.bytes", commit.bytes(), 1, batch.bytes());
        EventLogSettings.requireWithin("waiting", waiting, 1, 100_000);
    }
}
