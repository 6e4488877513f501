package io.paylog.query.payments.listing;

/** So much has changed since a walk began that a page of it cannot be told in bounded time. */
final class WalkOutrunException extends RuntimeException {

    private final boolean underWay;

    /** @param underWay whether the walk has had a page: then it has to begin again. If not, the view is far behind itself */
    WalkOutrunException(boolean underWay) {
        super("too many payments have changed since the list was begun");
        this.underWay = underWay;
    }

    boolean underWay() {
        return underWay;
    }
}
