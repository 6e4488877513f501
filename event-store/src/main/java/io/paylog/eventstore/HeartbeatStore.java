package io.paylog.eventstore;

import java.util.Map;

/** Signs of life of processes that append. They decide nothing; each may be lost or late. */
interface HeartbeatStore {

    /**
     * Counts up how often the writer beat.
     *
     * @throws EventLogException if it is not known to be counted
     */
    void beat(String writer);

    /**
     * How often each writer beat; if there are very many, only some of them.
     *
     * @throws EventLogException if it could not be read
     */
    Map<String, Long> beats();

    /**
     * Removes a writer that has not beaten since.
     *
     * @throws EventLogException if it is not known to be removed
     */
    void forget(String writer, long beats);
}
