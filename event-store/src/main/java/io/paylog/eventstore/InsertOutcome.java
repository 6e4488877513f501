package io.paylog.eventstore;

/** What is certain after a batch of commits was sent once. */
sealed interface InsertOutcome {

    /** All of it is in the log, durable on a majority. */
    record Landed() implements InsertOutcome {}

    /**
     * The position or the key of a commit is taken on the primary. This request did nothing about that one and those behind it.
     *
     * @param landed how many commits before that one are in the log, durable on a majority
     */
    record DuplicateKey(int landed) implements InsertOutcome {}

    /** This request did nothing: it never left. */
    record NeverSent(RuntimeException cause) implements InsertOutcome {}

    /**
     * A commit was refused, and would be the next time, too. This request did nothing about that one and those behind it.
     *
     * @param landed how many commits before that one are in the log, durable on a majority
     */
    record Refused(int landed, EventLogRefusedException cause) implements InsertOutcome {}

    /** The servers take no such request from this process. This one did nothing, and no commit of it is to blame. */
    record AllRefused(EventLogRefusedException cause) implements InsertOutcome {}

    /** Anything may have happened to any of them, or may happen yet. */
    record Unknown(RuntimeException cause) implements InsertOutcome {}
}
