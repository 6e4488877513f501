package io.paylog.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an appender needs of the store. The reads are majority reads of the primary. */
interface AppendStore {

    /**
     * Sends the commits once, in one request, with majority. They are inserted in their order up to the first that fails;
     * what follows that one is not inserted.
     *
     * @param batch one or more, each behind the one before it
     */
    InsertOutcome insert(List<LoggedCommit> batch);

    /**
     * Who holds these places within their aggregates. Places that nobody holds are left out.
     *
     * @throws EventLogException if it could not be learned
     */
    Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys);

    /**
     * The head, if there is a commit after the given one.
     *
     * @throws EventLogException if it could not be learned
     */
    Optional<Head> headAfter(long commitPosition);

    /** A majority-committed commit, known by the key that it shares with its competitors. */
    record KeyHolder(String commitId, Head end) {}
}
