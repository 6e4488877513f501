package io.paylog.query.projecting;

/** The stored view does not belong to this log or this code, so it may neither be continued nor served. */
public final class ProjectionRefusedException extends RuntimeException {

    ProjectionRefusedException(String message) {
        super(message);
    }
}
