package io.paylog.eventstore;

/**
 * Where a log is kept: the only thing that differs between a log in MongoDB and one in memory. Opened and checked; of one
 * {@link EventLog}, which closes it.
 */
interface LogStore extends AutoCloseable {

    CommitStore commits();

    SnapshotStore snapshots();

    /** Where processes that append leave their signs. */
    HeartbeatStore heartbeats();

    /** Identity of the content when the store was opened. */
    String epoch();

    /**
     * Identity of the content now.
     *
     * @throws EventLogException if there is none at the moment, or it could not be read
     */
    String currentEpoch();

    /** What it is called where stores are told apart, as in meters. */
    String name();

    /** Whether writes are taken at the moment, as far as is known without asking. */
    boolean isWritable();

    @Override
    void close();
}
