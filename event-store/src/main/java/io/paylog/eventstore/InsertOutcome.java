package io.paylog.eventstore;

/** What is certain after a commit was sent once. */
sealed interface InsertOutcome {

    /** It is in the log, durable on a majority. */
    record Landed() implements InsertOutcome {}

    /** This request did nothing: its position or its (aggregate, sequence) is taken on the primary. */
    record DuplicateKey() implements InsertOutcome {}

    /** This request did nothing: it never left. */
    record NeverSent(RuntimeException cause) implements InsertOutcome {}

    /** This request did nothing, and would not the next time either. */
    record Refused(EventLogRefusedException cause) implements InsertOutcome {}

    /** Anything may have happened, or may happen yet. */
    record Unknown(RuntimeException cause) implements InsertOutcome {}
}
