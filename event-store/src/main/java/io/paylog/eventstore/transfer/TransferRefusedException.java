package io.paylog.eventstore.transfer;

/** What was asked for does not fit the log or the files that are there. Nothing was changed; repeating does not help. */
public final class TransferRefusedException extends RuntimeException {

    TransferRefusedException(String message) {
        super(message);
    }
}
