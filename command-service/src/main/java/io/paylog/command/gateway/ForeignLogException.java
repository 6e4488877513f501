package io.paylog.command.gateway;

/** The command database does not know for which payments of this log the gateway has been called. */
final class ForeignLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignLogException(long head) {
        super("The command database does not belong to this log of " + head
                + " events: one of them was restored, lost or"
                + " exchanged. Bring both back from the same time; or start once with paylog.gateway.adopt-log=true to"
                + " call the gateway for new payments only, and settle by hand what was waiting for its answer.");
    }
}
