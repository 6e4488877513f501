package io.paylog.eventstore;

import java.util.Optional;

/** What an appender needs of the store. The reads are majority reads of the primary. */
interface AppendStore {

    /** Sends the commit once, with majority. */
    InsertOutcome insert(LoggedCommit commit);

    /**
     * Who holds the place of a commit within its aggregate.
     *
     * @throws EventLogException if it could not be learned
     */
    Optional<KeyHolder> holderOf(String aggregateId, long firstSequence);

    /**
     * The head, if there is a commit after the given one.
     *
     * @throws EventLogException if it could not be learned
     */
    Optional<Head> headAfter(long commitPosition);

    /** A majority-committed commit, known by the key that it shares with its competitors. */
    record KeyHolder(String commitId, Head end) {}
}
