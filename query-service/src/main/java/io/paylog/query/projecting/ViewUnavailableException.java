package io.paylog.query.projecting;

/** There is no view that could be served: it has not been started, or it does not belong to the log. */
public final class ViewUnavailableException extends RuntimeException {

    ViewUnavailableException(String projection) {
        super("the view " + projection + " is not available");
    }
}
