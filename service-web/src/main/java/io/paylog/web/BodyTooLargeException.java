package io.paylog.web;

/** A request body, or a part of one, is longer than the service reads. Repeating does not help. */
public final class BodyTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
