package io.paylog.eventstore;

import java.time.Duration;
import java.util.function.Supplier;

/** How commits of this process get to the head of the log. */
interface Appender {

    /** @throws EventLogException as {@link EventLog#append} says */
    Appended append(NewCommit commit);

    /**
     * Ends all appending: from now on nothing is sent.
     *
     * @param because what callers get whose commits were not sent
     */
    void stop(Supplier<EventLogException> because);

    /**
     * Waits until nothing is under way any more; after {@link #stop}. An interrupt ends the wait.
     *
     * @return whether nothing is; otherwise the patience was at its end
     */
    boolean awaitAnswers(Duration patience);

    /** How many commits wait to be sent. */
    int waiting();
}
