package io.paylog.web;

/** A request body is longer than the service reads. */
final class BodyTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
