package io.paylog.query.consistency;

/** The view is older than the caller needs. Repeating helps. */
public final class ProjectionBehindException extends RuntimeException {

    private final String projection;
    private final long required;
    private final long position;

    ProjectionBehindException(String projection, long required, long position) {
        super("the view " + projection + " is at position " + position + ", " + (required - position)
                + " events before " + required);
        this.projection = projection;
        this.required = required;
        this.position = position;
    }

    String projection() {
        return projection;
    }

    long required() {
        return required;
    }

    long position() {
        return position;
    }
}
