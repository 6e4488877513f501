package io.paylog.command.web;

/** More is asked than this process takes on at once; nothing was begun, and repeating helps. */
public final class OverloadedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param detail for whoever asked */
    public OverloadedException(String detail) {
        super(detail);
    }
}
