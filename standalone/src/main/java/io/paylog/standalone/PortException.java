package io.paylog.standalone;

import java.io.IOException;

/** The services cannot listen on the ports that were asked for; the message says what to do about it. */
final class PortException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int FIRST_WITHOUT_RIGHTS = 1024;

    private PortException(String message) {
        super(message);
    }

    private PortException(String message, IOException cause) {
        super(message, cause);
    }

    static PortException outOfRange(int port, String option) {
        return new PortException(option + " " + port + ": a port is a number from 1 to 65535, or 0 for any free one.");
    }

    static PortException same(int port) {
        return new PortException("Both services would listen on port " + port
                + ". Choose another port with --command-port or --query-port.");
    }

    /** The operating system words its reason in its own way, so a low port is not told apart by that. */
    static PortException refused(int port, String option, IOException reason) {
        String why = port < FIRST_WITHOUT_RIGHTS
                ? "cannot be used (" + reason.getMessage() + "): ports below 1024 may need special rights."
                : "is taken by another program. Stop it, or";
        String choose = port < FIRST_WITHOUT_RIGHTS ? " Choose" : " choose";
        return new PortException("Port " + port + " " + why + choose + " another port with " + option + ".", reason);
    }
}
