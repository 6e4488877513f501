package io.paylog.eventstore;

/** How commits of this process get to the head of the log. */
interface Appender {

    /** @throws EventLogException as {@link EventLog#append} says */
    Appended append(NewCommit commit);
}
