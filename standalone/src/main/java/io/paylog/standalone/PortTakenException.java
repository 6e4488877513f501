package io.paylog.standalone;

/** A port is in use by another program. */
final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(int port, String option, Throwable cause) {
        super(
                "Port " + port + " is taken by another program. Stop it, or choose another port with " + option + ".",
                cause);
    }
}
