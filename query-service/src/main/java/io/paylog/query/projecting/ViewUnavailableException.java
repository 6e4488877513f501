package io.paylog.query.projecting;

/** There is no view that could be served: it has not been started, or it does not belong to the log. */
public final class ViewUnavailableException extends RuntimeException {

    private final boolean retryable;

    ViewUnavailableException(String projection, boolean retryable) {
        super("the view " + projection + " is not available");
        this.retryable = retryable;
    }

    /** Whether it may be there soon, without anybody doing anything. */
    public boolean retryable() {
        return retryable;
    }
}
