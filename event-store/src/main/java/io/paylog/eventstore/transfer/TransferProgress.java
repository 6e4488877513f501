package io.paylog.eventstore.transfer;

/** Is told how far a transfer is, after each batch, on the thread that transfers. */
@FunctionalInterface
public interface TransferProgress {

    /** What a transfer does one after the other. */
    enum Step {
        EXPORT,
        /** Reads a file and compares it with its own counts and checksums. */
        CHECK,
        IMPORT,
        /** Reads the log back and compares it with the file. */
        VERIFY
    }

    /**
     * @param position of the last event that is done
     * @param last of all events; {@link Long#MAX_VALUE}: not known
     */
    void reached(Step step, long position, long last);

    static TransferProgress none() {
        return (_, _, _) -> {};
    }
}
