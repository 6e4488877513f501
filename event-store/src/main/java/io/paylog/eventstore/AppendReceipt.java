package io.paylog.eventstore;

import java.util.OptionalLong;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Tells the sender of a command where its events stand in the log. Put an instance into the command's metadata under
 * {@link #METADATA_KEY}; {@link CommitEventStorageEngine} fills it once the events are durable. Only for commands that
 * are handled in the same JVM, and only for the one that began the unit of work: what is handled nested within it is
 * appended together with it, and only its receipt is filled.
 */
public final class AppendReceipt {

    public static final String METADATA_KEY = "paylog.append-receipt";

    private static final long NOTHING_APPENDED = 0;

    private volatile long lastPosition = NOTHING_APPENDED;

    /** Position of the last event appended; empty: none was. */
    public OptionalLong position() {
        long position = lastPosition;
        return position == NOTHING_APPENDED ? OptionalLong.empty() : OptionalLong.of(position);
    }

    void record(long position) {
        lastPosition = position;
    }

    /** Axon hands the events of nested units of work up and appends all of them in the root. */
    static void fill(UnitOfWork<?> unitOfWork, long position) {
        if (unitOfWork.root().getMessage().getMetaData().get(METADATA_KEY) instanceof AppendReceipt receipt) {
            receipt.record(position);
        }
    }
}
