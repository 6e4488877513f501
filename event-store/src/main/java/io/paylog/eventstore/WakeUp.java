package io.paylog.eventstore;

import java.util.function.LongConsumer;

/**
 * Tells readers, also in other processes, that the log has grown. A hint, never knowledge: it may be lost, repeated,
 * late or wrong, and a reader asks the log. Whoever makes one closes it.
 */
public interface WakeUp extends AutoCloseable {

    /**
     * Tells this object's listeners and, if it can, other processes. Neither blocks nor throws.
     *
     * @param position of the last event appended
     */
    void announce(long position);

    /**
     * Whether announcements of other processes reach this one at the moment, as far as it knows; if not, readers look more
     * often. A hint, too: messages are lost before it is noticed. Neither blocks nor throws.
     */
    default boolean isOpen() {
        return false;
    }

    /** @param listener gets positions, on any thread; must neither block nor throw */
    Registration listen(LongConsumer listener);

    @Override
    void close();

    /** Reaches the listeners of the returned object and nobody else: other processes notice by polling. */
    static WakeUp none() {
        return new LocalWakeUp();
    }

    /** Ends listening. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
