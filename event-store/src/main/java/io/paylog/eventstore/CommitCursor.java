package io.paylog.eventstore;

import java.util.List;

/** A place in the log that moves on as it is read. Of one reader at a time; of no more use once it failed or ended. */
interface CommitCursor extends AutoCloseable {

    /**
     * The next commits, in order and without looking for holes; none: there were no more when the store was last asked.
     *
     * @throws EventLogException if there is no answer, also because the store has let go of the cursor
     */
    List<LoggedCommit> next();

    /** Lets go of what the store holds for it; fails never. */
    @Override
    void close();
}
