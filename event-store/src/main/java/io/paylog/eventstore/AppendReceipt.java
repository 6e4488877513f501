package io.paylog.eventstore;

import java.util.OptionalLong;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * Tells the sender of a command where its events stand in the log. Put an instance into the command's metadata under
 * {@link #METADATA_KEY}; {@link CommitEventStorageEngine} fills it once the events are durable. Only for commands that
 * are handled in the same JVM.
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

    /** Fills the receipt that the message being handled, or the one that led to it, carries, if any. */
    static void fill(UnitOfWork<?> unitOfWork, long position) {
        for (UnitOfWork<?> current = unitOfWork; ; current = current.parent().orElseThrow()) {
            if (current.getMessage().getMetaData().get(METADATA_KEY) instanceof AppendReceipt receipt) {
                receipt.record(position);
            }
            if (current.parent().isEmpty()) {
                return;
            }
        }
    }
}
