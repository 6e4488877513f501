package io.paylog.query.projecting;

import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;

/** The log that projections read. */
public interface Log {

    /** Identifies this life of the log; changed by every restore. */
    String epoch();

    /** Position of the last event, 0 when there is none. */
    long head();

    /** Somebody says that there is an event at the position. It may be wrong; a log that is asked now and then is asked now. */
    default void hint(long position) {}

    StreamableMessageSource<TrackedEventMessage<?>> messages();
}
