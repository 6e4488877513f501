package io.paylog.query.projecting;

/** Other writers kept changing the same documents. Repeating helps. */
public final class ViewConflictException extends RuntimeException {

    ViewConflictException(String collection, int attempts) {
        super("documents of " + collection + " were changed by another writer in each of " + attempts + " attempts");
    }
}
