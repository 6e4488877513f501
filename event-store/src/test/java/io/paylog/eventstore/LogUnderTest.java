package io.paylog.eventstore;

import java.time.Duration;

/** A place where a log is kept, empty at first: all that {@link EventLogContract} needs to know of it. */
interface LogUnderTest extends AutoCloseable {

    /** Where the log is, as far as settings say that, and bounds that tests change. */
    EventLogSettings settings();

    /**
     * Opens the log once more, as one more process does.
     *
     * @return to be closed by the caller
     */
    LogStore open(EventLogSettings settings);

    /** What a restore does: from now on the content has another identity, also for those who opened it before. */
    void changeEpoch();

    /** How long to wait for what has to happen: much longer than it takes on a machine that is busy with other things. */
    default Duration patience() {
        return Duration.ofSeconds(60);
    }

    @Override
    void close();
}
